import type { RequestRecord } from './request-record.js';

/** Writes a request's record to the console as one line of JSON, which collectors of logs read as it is. */
export function writeLogLine(record: Readonly<RequestRecord>): void {
  console.info(JSON.stringify({ time: new Date().toISOString(), ...record }));
}
