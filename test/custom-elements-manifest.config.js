import { customElementJetBrainsPlugin } from 'custom-element-jet-brains-integration';
import { customElementVsCodePlugin } from 'custom-element-vs-code-integration';

const tagName = 'gemini-chat';
const entry = 'dist/index.js';

/** Documents what users may rely on: leaves out private members, and names the published module, not the source. */
function publishedSurface() {
  const isPublic = (member) =>
    (member.privacy ?? 'public') === 'public' && !/^[#_]/.test(member.name ?? '') && !member.static;

  return {
    name: 'published-surface',
    packageLinkPhase({ customElementsManifest }) {
      const declarations = customElementsManifest.modules
        .flatMap((module) => module.declarations ?? [])
        .filter(({ name }) => name === 'GeminiChatElement' || name?.endsWith('Event'));
      for (const declaration of declarations) {
        declaration.members = declaration.members?.filter(isPublic);
        // Events that the analyzer finds in the code but that no docblock names.
        declaration.events = declaration.events?.filter((event) => event.description);
        if (declaration.superclass?.name === 'Event') delete declaration.superclass.module;
        if (!declaration.customElement) continue;
        declaration.tagName = tagName;
        // What the tag can be given stands in a class of its own, which nobody can import.
        declaration.superclass = { name: 'LitElement', package: 'lit' };
        for (const part of [...declaration.attributes, ...declaration.members]) delete part.inheritedFrom;
      }
      const exportAs = (kind, name, declaration) => ({
        kind,
        name,
        declaration: { name: declaration.name, module: entry },
      });
      customElementsManifest.modules = [
        {
          kind: 'javascript-module',
          path: entry,
          declarations,
          exports: [
            ...declarations.map((declaration) => exportAs('js', declaration.name, declaration)),
            ...declarations
              .filter((declaration) => declaration.customElement)
              .map((declaration) => exportAs('custom-element-definition', tagName, declaration)),
          ],
        },
      ];
    },
  };
}

export default {
  globs: [
    'src/element/configured-element.ts',
    'src/element/conversing-element.ts',
    'src/element/gemini-chat-element.ts',
    'src/element/events.ts',
  ],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  quiet: true,
  plugins: [
    publishedSurface(),
    customElementVsCodePlugin({
      outdir: 'dist',
      htmlFileName: 'vscode.html-data.json',
      cssFileName: 'vscode.css-data.json',
      hideLogs: true,
    }),
    customElementJetBrainsPlugin({
      outdir: 'dist',
      webTypesFileName: 'web-types.json',
      packageJson: false,
      hideLogs: true,
    }),
  ],
};
