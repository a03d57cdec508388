"""Impact assessments: of the community and of equality, written section by section, signed, and read by everybody."""
