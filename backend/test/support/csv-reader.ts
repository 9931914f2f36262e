/** Reads RFC 4180 with CRLF, strictly: a quote out of place or a bare line break outside quotes is an error. */
export function readCsv(file: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < file.length) {
    const [cell, next] = file[at] === '"' ? quoted(file, at) : bare(file, at);
    row.push(cell);
    if (file[next] === ',') {
      at = next + 1;
      if (at === file.length) throw new Error('a row without an end');
    } else if (file.startsWith('\r\n', next)) {
      rows.push(row);
      row = [];
      at = next + 2;
    } else throw new Error(`neither comma nor line end at ${next}`);
  }
  if (row.length > 0) throw new Error('a row without an end');
  return rows;
}

function quoted(file: string, start: number): [string, number] {
  let cell = '';
  for (let at = start + 1; at < file.length; at++) {
    if (file[at] !== '"') cell += file[at];
    else if (file[at + 1] === '"') {
      cell += '"';
      at++;
    } else return [cell, at + 1];
  }
  throw new Error('a quote without an end');
}

function bare(file: string, start: number): [string, number] {
  const match = /[,\r\n"]/g;
  match.lastIndex = start;
  const end = match.exec(file)?.index ?? file.length;
  return [file.slice(start, end), end];
}
