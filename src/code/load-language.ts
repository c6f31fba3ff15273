import type { StreamParser } from '@codemirror/streamparser';
import type { TokenKind } from './token-kind.js';

/** How a language is read, and which of its tokens are coloured in another way than in most. */
export interface Language {
  readonly parser: StreamParser<unknown>;
  readonly kinds?: Readonly<Record<string, TokenKind>>;
}

type Parser = StreamParser<unknown>;

const clike = () => import('@codemirror/legacy-modes/mode/clike');
const css = () => import('@codemirror/legacy-modes/mode/css');
const javascript = () => import('@codemirror/legacy-modes/mode/javascript');
const mllike = () => import('@codemirror/legacy-modes/mode/mllike');
const xml = () => import('@codemirror/legacy-modes/mode/xml');

/** By the first of a language's names. Each import is a file of its own, of which most pages need few. */
const parsers: Readonly<Record<string, () => Promise<Parser>>> = {
  javascript: async () => (await javascript()).javascript,
  typescript: async () => (await javascript()).typescript,
  json: async () => (await javascript()).json,
  html: async () => {
    const [{ mixParsers }, outer, script, style] = await Promise.all([
      import('./mix-parsers.js'),
      xml(),
      javascript(),
      css(),
    ]);
    const inner = { script: script.javascript, style: style.css };
    return mixParsers(outer.html, new Map(Object.entries(inner)));
  },
  xml: async () => (await xml()).xml,
  css: async () => (await css()).css,
  scss: async () => (await css()).sCSS,
  less: async () => (await css()).less,
  sass: async () => (await import('@codemirror/legacy-modes/mode/sass')).sass,
  stylus: async () => (await import('@codemirror/legacy-modes/mode/stylus')).stylus,
  python: async () => (await import('@codemirror/legacy-modes/mode/python')).python,
  java: async () => (await clike()).java,
  kotlin: async () => (await clike()).kotlin,
  c: async () => (await clike()).c,
  cpp: async () => (await clike()).cpp,
  csharp: async () => (await clike()).csharp,
  objectivec: async () => (await clike()).objectiveC,
  scala: async () => (await clike()).scala,
  dart: async () => (await clike()).dart,
  glsl: async () => (await clike()).shader,
  php: async () => {
    const [{ createPhpParser }, { clike: create }] = await Promise.all([
      import('./create-php-parser.js'),
      clike(),
    ]);
    return createPhpParser(create);
  },
  go: async () => (await import('@codemirror/legacy-modes/mode/go')).go,
  rust: async () => (await import('@codemirror/legacy-modes/mode/rust')).rust,
  ruby: async () => (await import('@codemirror/legacy-modes/mode/ruby')).ruby,
  swift: async () => (await import('@codemirror/legacy-modes/mode/swift')).swift,
  sql: async () => (await import('@codemirror/legacy-modes/mode/sql')).pgSQL,
  mysql: async () => (await import('@codemirror/legacy-modes/mode/sql')).mySQL,
  tsql: async () => (await import('@codemirror/legacy-modes/mode/sql')).msSQL,
  shell: async () => (await import('@codemirror/legacy-modes/mode/shell')).shell,
  powershell: async () => (await import('@codemirror/legacy-modes/mode/powershell')).powerShell,
  yaml: async () => (await import('@codemirror/legacy-modes/mode/yaml')).yaml,
  toml: async () => (await import('@codemirror/legacy-modes/mode/toml')).toml,
  ini: async () => (await import('@codemirror/legacy-modes/mode/properties')).properties,
  dockerfile: async () => (await import('@codemirror/legacy-modes/mode/dockerfile')).dockerFile,
  nginx: async () => (await import('@codemirror/legacy-modes/mode/nginx')).nginx,
  lua: async () => (await import('@codemirror/legacy-modes/mode/lua')).lua,
  r: async () => (await import('@codemirror/legacy-modes/mode/r')).r,
  perl: async () => (await import('@codemirror/legacy-modes/mode/perl')).perl,
  haskell: async () => (await import('@codemirror/legacy-modes/mode/haskell')).haskell,
  diff: async () => (await import('@codemirror/legacy-modes/mode/diff')).diff,
  protobuf: async () => (await import('@codemirror/legacy-modes/mode/protobuf')).protobuf,
  latex: async () => (await import('@codemirror/legacy-modes/mode/stex')).stex,
  julia: async () => (await import('@codemirror/legacy-modes/mode/julia')).julia,
  groovy: async () => (await import('@codemirror/legacy-modes/mode/groovy')).groovy,
  clojure: async () => (await import('@codemirror/legacy-modes/mode/clojure')).clojure,
  erlang: async () => (await import('@codemirror/legacy-modes/mode/erlang')).erlang,
  elm: async () => (await import('@codemirror/legacy-modes/mode/elm')).elm,
  ocaml: async () => (await mllike()).oCaml,
  fsharp: async () => (await mllike()).fSharp,
  scheme: async () => (await import('@codemirror/legacy-modes/mode/scheme')).scheme,
  lisp: async () => (await import('@codemirror/legacy-modes/mode/commonlisp')).commonLisp,
  matlab: async () => (await import('@codemirror/legacy-modes/mode/octave')).octave,
  pascal: async () => (await import('@codemirror/legacy-modes/mode/pascal')).pascal,
  fortran: async () => (await import('@codemirror/legacy-modes/mode/fortran')).fortran,
  vb: async () => (await import('@codemirror/legacy-modes/mode/vb')).vb,
  cmake: async () => (await import('@codemirror/legacy-modes/mode/cmake')).cmake,
  http: async () => (await import('@codemirror/legacy-modes/mode/http')).http,
  crystal: async () => (await import('@codemirror/legacy-modes/mode/crystal')).crystal,
  verilog: async () => (await import('@codemirror/legacy-modes/mode/verilog')).verilog,
  vhdl: async () => (await import('@codemirror/legacy-modes/mode/vhdl')).vhdl,
  tcl: async () => (await import('@codemirror/legacy-modes/mode/tcl')).tcl,
  coffeescript: async () => (await import('@codemirror/legacy-modes/mode/coffeescript')).coffeeScript,
  sparql: async () => (await import('@codemirror/legacy-modes/mode/sparql')).sparql,
  cypher: async () => (await import('@codemirror/legacy-modes/mode/cypher')).cypher,
  d: async () => (await import('@codemirror/legacy-modes/mode/d')).d,
  assembly: async () => (await import('@codemirror/legacy-modes/mode/gas')).gas,
  wat: async () => (await import('@codemirror/legacy-modes/mode/wast')).wast,
  jinja: async () => (await import('@codemirror/legacy-modes/mode/jinja2')).jinja2,
  pug: async () => (await import('@codemirror/legacy-modes/mode/pug')).pug,
  puppet: async () => (await import('@codemirror/legacy-modes/mode/puppet')).puppet,
};

/** Where keys are what one looks for, they stand out; members of objects in other languages are too many. */
const keys = { property: 'attribute', atom: 'number' } as const;
const kinds: Readonly<Record<string, Language['kinds']>> = {
  json: keys,
  css: keys,
  scss: keys,
  less: keys,
  sass: keys,
  toml: keys,
  yaml: { atom: 'attribute' },
};

const loading = new Map<string, Promise<Language | undefined>>();

/** A language by the first of its names, loaded once; nothing where it is unknown or, for now, out of reach. */
export function loadLanguage(name: string): Promise<Language | undefined> {
  const started = loading.get(name) ?? load(name);
  loading.set(name, started);
  return started;
}

async function load(name: string): Promise<Language | undefined> {
  try {
    const parser = await parsers[name]?.();
    const own = kinds[name];
    return parser && { parser, ...(own && { kinds: own }) };
  } catch {
    // A lost connection must not leave this language without colours for ever.
    loading.delete(name);
    return undefined;
  }
}
