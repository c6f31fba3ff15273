import { clickDiagram, createDiagramFigure, readCorner } from './diagram-figure.js';

/** Runs in a page of its own, which may not load the test tools. */
window.addEventListener('message', ({ data, source, origin }) => {
  const shown = createDiagramFigure(String(data));
  void clickDiagram(shown).then((image) => {
    const result =
      typeof image === 'string'
        ? image
        : {
            width: image.naturalWidth,
            corner: readCorner(image),
            isCodeShown: shown.code.checkVisibility(),
          };
    source?.postMessage(result, { targetOrigin: origin });
  });
});
