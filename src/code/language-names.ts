/** Each line one language by the names in use for it; the first is the one that it is known by. */
const names = `javascript js jsx mjs cjs node
typescript ts tsx mts cts
json json5 jsonc jsonl ndjson geojson
html htm xhtml vue svelte astro
xml svg rss plist xsl xslt
css
scss
less
sass
stylus styl
python py python3 py3 pycon ipython
java
kotlin kt kts
c h
cpp c++ cc cxx hpp arduino ino
csharp c# cs
objectivec objective-c objc
scala
dart
glsl shader hlsl
php
go golang
rust rs
ruby rb
swift
sql postgres postgresql pgsql plpgsql sqlite
mysql mariadb
tsql mssql
shell sh bash zsh ksh console shellsession shell-session
powershell ps1 pwsh ps
yaml yml
toml
ini properties conf cfg dotenv env editorconfig
dockerfile docker containerfile
nginx
lua
r
perl pl
haskell hs
diff patch
protobuf proto
latex tex
julia jl
groovy gradle jenkinsfile
clojure clj cljs edn
erlang erl
elm
ocaml ml
fsharp f# fs
scheme racket
lisp elisp common-lisp
matlab octave
pascal delphi
fortran f90
vb vbnet vb.net visualbasic
cmake
http
crystal cr
verilog systemverilog sv
vhdl
tcl
coffeescript coffee
sparql
cypher
d
assembly asm nasm gas
wat wast
jinja jinja2
pug jade
puppet`;

const index = new Map(
  names.split('\n').flatMap((line) => {
    const group = line.split(' ');
    return group.map((name) => [name, group[0]] as const);
  }),
);

/** What each language is known by. */
export const languages: readonly string[] = names.split('\n').map((line) => line.split(' ')[0] ?? '');

/** What a language is known by, whatever a fence calls it; nothing for one without colours. */
export function findLanguage(language: string): string | undefined {
  return index.get(language.toLowerCase());
}
