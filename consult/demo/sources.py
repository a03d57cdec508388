"""The demonstration's own files, and what must be shown with them."""

from importlib.resources import files

FACES = "met-lfr-deployments-2022.csv"
STATEMENTS = "polis-london-youth-policing/comments.csv"
WARDS = "newham-wards.csv"
OUTLINE = "newham-sketch.geojson"
BACKGROUND = "live-facial-recognition.md"
ATTRIBUTION = (
    "Data was gathered using the Polis software (see compdemocracy.org/polis) and is sub-licensed under CC BY 4.0 "
    "with attribution to The Computational Democracy Project. More on how the data was collected: "
    "https://compdemocracy.org/case-studies/2022-london-youth-policing"
)


def path_of(name: str) -> str:
    """Return where one of the files in `consult/demo/data` is."""
    return str(files("consult.demo").joinpath("data", name))


def read_source(name: str) -> bytes:
    """Return the content of one of the files in `consult/demo/data`."""
    return files("consult.demo").joinpath("data", name).read_bytes()
