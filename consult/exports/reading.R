responses <- as_exported

number_of <- function(cells, no_answer) as.numeric(ifelse(cells %in% c("", no_answer), NA, cells))
# A text that a spreadsheet could take for a formula has an apostrophe before it.
signs <- "-=+@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212"
guard <- paste0("^'(?='*[\\s\\p{Z}\\p{C}]*[", signs, "])")
text_of <- function(cells) ifelse(cells == "", NA_character_, sub(guard, "", enc2utf8(cells), perl = TRUE))
day_of <- function(cells) as.Date(ifelse(cells == "", NA, cells))
moment_of <- function(cells) as.POSIXct(ifelse(cells == "", NA, cells), format = "%Y-%m-%dT%H:%MZ", tz = "UTC")
named <- function(column, label) {
  attr(column, "label") <- label
  column
}
