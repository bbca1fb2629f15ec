export { csvBody } from './csv-body.js';
export { type CsvFault, refuseFaultyFile } from './csv-fault.js';
export { CSV_ROWS_MAX, type CsvLayout, type CsvRow, readCsv } from './read-csv.js';
export { RowReader } from './row-reader.js';
