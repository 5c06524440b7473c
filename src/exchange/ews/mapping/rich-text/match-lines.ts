/** Cells of the table of a comparison: four million are some ten milliseconds and eight megabytes. */
const LARGEST_TABLE = 4_000_000;

/**
 * The longest sequence of places whose lines are the same on both sides, in order.
 * @returns for each line of `left` its place in `right`, `null` where it has none; `null` when there are too many
 */
export function matchLines(left: readonly string[], right: readonly string[]): readonly (number | null)[] | null {
  let head = 0;
  while (head < left.length && head < right.length && left[head] === right[head]) head += 1;
  let tail = 0;
  while (
    tail < left.length - head &&
    tail < right.length - head &&
    left[left.length - 1 - tail] === right[right.length - 1 - tail]
  )
    tail += 1;
  const rows = left.length - head - tail;
  const columns = right.length - head - tail;
  if ((rows + 1) * (columns + 1) > LARGEST_TABLE) return null;

  const width = columns + 1;
  /** Length of the longest sequence from that place on. */
  const longest = new Uint16Array((rows + 1) * width);
  const at = (row: number, column: number) => longest[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      longest[row * width + column] =
        left[head + row] === right[head + column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const places: (number | null)[] = left.map((_, index) =>
    index < head ? index : index >= left.length - tail ? right.length - left.length + index : null,
  );
  for (let row = 0, column = 0; row < rows && column < columns; ) {
    if (left[head + row] === right[head + column]) {
      places[head + row] = head + column;
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return places;
}
