import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'vite';

/** A built module: its text and what it imports, as written. */
export interface BuiltModule {
  text: string;
  staticImports: string[];
  /** `undefined` where the address is computed, and so cannot be checked. */
  dynamicImports: (string | undefined)[];
}

function readLiteral(source: string) {
  return /^(['"`])([^$]*)\1$/.exec(source)?.[2];
}

function readModule(file: string): BuiltModule {
  const text = readFileSync(file, 'utf8');
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  const reexports = module.staticExports.flatMap(({ entries }) =>
    entries.map((entry) => entry.moduleRequest),
  );
  const requests = [...module.staticImports.map((one) => one.moduleRequest), ...reexports];
  return {
    text,
    staticImports: requests.flatMap((request) => (request ? [request.value] : [])),
    dynamicImports: module.dynamicImports.map(({ moduleRequest }) =>
      readLiteral(text.slice(moduleRequest.start, moduleRequest.end)),
    ),
  };
}

/** Every `.js` file under a folder, by its path there. */
export function readModules(folder: string) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.js'),
  );
  return new Map(files.map((file) => [file.replaceAll('\\', '/'), readModule(join(folder, file))]));
}

/** The path of what a module imports by a relative address. */
export function resolveImport(importer: string, address: string) {
  return posix.join(posix.dirname(importer), address);
}

/** An entry and all that loads with it, before any `import()`. */
export function staticGraph(modules: ReadonlyMap<string, BuiltModule>, entry: string) {
  const graph = new Set([entry]);
  for (const file of graph) {
    for (const address of modules.get(file)?.staticImports ?? []) graph.add(resolveImport(file, address));
  }
  return graph;
}
