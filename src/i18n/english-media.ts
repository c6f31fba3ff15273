/** The words of media, in English. A language has them beside its other words, under these names. */
export const englishMedia = {
  madeImage: 'Image made by Gemini',
  attachedImage: 'Attached image',
  madeMedia: 'Made by Gemini',
  attachedMedia: 'Attached',
  mediaKind: { image: 'Image', audio: 'Sound', video: 'Video', document: 'Document' },
  fileFacts: (facts: readonly string[]) => facts.join(' · '),
  receivingMedia: 'Arriving…',
  downloadMedia: (file: string) => `Download ${file}`,
  download: 'Download',
  editImage: 'Edit this image',
  brokenMedia: 'What arrived is no file of this kind, or it is damaged. It cannot be shown.',
  unplayableMedia: 'It cannot be shown on this page. You can download it.',
  unreachableMedia: (host: string) => `It could not be loaded from ${host}.`,
};

/** The words of media. */
export type MediaStrings = typeof englishMedia;
