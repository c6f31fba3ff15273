import type { WireObject } from '../protocol/wire-object.js';
import { composeMedia } from './compose-media.js';
import { decodeBase64 } from './decode-base64.js';
import { drawImage, type ImageOrder, readImageOrder } from './draw-image.js';
import { findAnsweredImage, findImage, listMedia } from './find-media.js';
import { bigImageText, chooseSubject, writeEditText, writeImageText } from './image-texts.js';
import { mentions, readCommand } from './match-prompt.js';
import { measurePicture } from './measure-picture.js';
import { findFormat } from './read-formats.js';
import { readPictureSize } from './read-picture-size.js';
import { textField } from './read-step.js';
import type { Scene, SceneReply, SceneTurn } from './scene.js';

const drawings =
  '(?:images?|pictures?|photos?|drawings?|illustrations?|logos?|posters?|paintings?|infographics?)';
const asking = [`(?:draw|paint|sketch|generate|create|make|design|render)[^.?!]{0,60}\\s${drawings}`];
const editing =
  /^(?:now|edit|change|replace|remove|add|put|frame|recolou?r|update|(?:turn|make|give|paint|colou?r) (?:it|this|that|the|them))\b/;

const counts: Readonly<Record<string, number>> = { two: 2, three: 3, four: 4, several: 3, some: 3, both: 2 };
const countedImages = new RegExp(
  `\\b(two|three|four|several|some|[2-4])\\s(?:\\p{L}+\\s){0,2}${drawings}`,
  'iu',
);

function countImages(prompt: string): number {
  const word = countedImages.exec(prompt)?.[1]?.toLowerCase() ?? '1';
  return counts[word] ?? Number(word);
}

/** Pictures as an answer: with words, unless the request wants nothing but a picture. */
function answer(
  turn: SceneTurn,
  orders: readonly ImageOrder[],
  write: (bytes: number) => string,
): SceneReply {
  const format = findFormat(turn, 'image');
  const files = orders.map(drawImage);
  const images = files.map((bytes) =>
    composeMedia({ type: 'image', mimeType: 'image/png', bytes }, format?.['delivery']),
  );
  const isSilent = format !== undefined && !findFormat(turn, 'text');
  const text = write(files.reduce((sum, { length }) => sum + length, 0));
  const content = isSilent ? images : [{ type: 'text', text }, ...images];
  return { steps: [{ type: 'model_output', content }] };
}

/** A file of five megabytes and more in one piece of the stream. */
const bigImageScene: Scene = {
  name: 'big image',
  matches: ({ prompt }) => /^(?:big|huge|5 mb) (?:image|picture)$/.test(readCommand(prompt)),
  reply: (turn) =>
    answer(
      turn,
      [{ subject: 'landscape', seed: 'big', width: 1328, height: 1328, isGrainy: true }],
      bigImageText,
    ),
};

function findEdited(turn: SceneTurn): WireObject | undefined {
  const given = findImage(turn.input);
  const isWanted = editing.test(readCommand(turn.prompt));
  if (given) return isWanted || findFormat(turn, 'image') ? given : undefined;
  return isWanted ? findAnsweredImage(turn) : undefined;
}

/** One of its own pictures is drawn again with the change; of another only the size can be kept. */
const imageEditScene: Scene = {
  name: 'image edit',
  matches: (turn) => findEdited(turn) !== undefined,
  reply(turn) {
    const { prompt } = turn;
    const bytes = decodeBase64(textField(findEdited(turn) ?? {}, 'data'), 65_536) ?? new Uint8Array();
    const own = readImageOrder(bytes);
    const { width, height } = readPictureSize(bytes) ?? measurePicture(findFormat(turn, 'image'));
    // Whatever came is answered in a size that can be drawn.
    const scale = Math.min(1, 2048 / Math.max(width, height));
    const size = { width: Math.ceil(width * scale), height: Math.ceil(height * scale) };
    const isFramed = mentions(prompt, ['frame', 'border']);
    const order: ImageOrder = own
      ? {
          ...own,
          variant: (own.variant ?? 0) + (isFramed ? 0 : 1),
          isFramed: isFramed || own.isFramed === true,
        }
      : { subject: chooseSubject(prompt), seed: prompt, ...size, isFramed };
    return answer(turn, [order], () => writeEditText(order, own !== undefined));
  },
};

/** Pictures that are asked for by the request or by its words. */
const imageScene: Scene = {
  name: 'image',
  matches: (turn) =>
    findFormat(turn, 'image') !== undefined ||
    (listMedia(turn).length === 0 &&
      (mentions(turn.prompt, asking) || /^(?:draw|paint|sketch)\s/.test(readCommand(turn.prompt)))),
  reply(turn) {
    const { prompt } = turn;
    const size = measurePicture(findFormat(turn, 'image'));
    const orders = Array.from({ length: countImages(prompt) }, (_, variant): ImageOrder => ({
      subject: chooseSubject(prompt),
      seed: prompt,
      ...size,
      variant,
    }));
    return answer(turn, orders, (bytes) => writeImageText(orders, bytes));
  },
};

/** Scenes that answer with pictures. */
export const imageScenes: readonly Scene[] = [bigImageScene, imageEditScene, imageScene];
