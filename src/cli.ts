#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './cli/run-command.js';

/** The package's own version; its manifest is beside the folder of this file, built or not. */
function readVersion(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'),
  );
  return version;
}

process.exitCode = await runCommand(process.argv.slice(2), readVersion);
// Connections to Gemini that are kept for a next request would hold the process for some seconds.
setTimeout(() => process.exit(), 200).unref();
