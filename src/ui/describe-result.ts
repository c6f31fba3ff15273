import type { StepStrings } from '../i18n/english-steps.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import type { Content } from '../protocol/step.js';
import { describeData, listMatter } from './describe-call.js';
import { readList, readObjects, readText, readTexts } from './read-fields.js';
import type { PageLink, StepDetail } from './step-view.js';

/** What came back from a step; `call` tells what pages were asked for. */
export function describeResult(
  type: string,
  call: WireObject | undefined,
  result: WireObject | undefined,
  words: StepStrings,
): StepDetail[] {
  switch (type) {
    // Google's suggestions stand with the answer, in the only form its terms allow.
    case 'google_search':
      return describeProblem(result, words);
    case 'url_context': {
      const links = listPages(call, result, words);
      return links.length > 0
        ? [{ kind: 'links', label: words.pages, links }]
        : describeProblem(result, words);
    }
    case 'google_maps': {
      const links = readObjects(result, 'result').flatMap((item) =>
        readObjects(item, 'places').map(readPlace),
      );
      return links.length > 0 ? [{ kind: 'links', label: words.places, links }] : [];
    }
    case 'code_execution':
      return describeOutput(result, words.programOutput, words);
    case 'retrieval':
    case 'file_search':
    case 'processing':
    case 'mcp_server_tool':
    case 'function':
      return describeOutput(result, words.callResult, words);
    default:
      return result ? describeData(words.callResult, listMatter(result)) : [];
  }
}

function listPages(
  call: WireObject | undefined,
  result: WireObject | undefined,
  { pageStatus }: StepStrings,
): PageLink[] {
  const remarks = new Map(readTexts(call?.['arguments'], 'urls').map((url): [string, string] => [url, '']));
  for (const page of readObjects(result, 'result')) {
    const status = readText(page, 'status');
    const remark = readText(pageStatus, status) || status;
    if (readText(page, 'url')) remarks.set(readText(page, 'url'), remark);
  }
  return Array.from(remarks, ([url, remark]) => ({ text: url, href: url, ...(remark && { remark }) }));
}

function readPlace(place: WireObject): PageLink {
  const children = readObjects(place, 'review_snippets').map((review): PageLink => {
    const href = readText(review, 'url');
    return { text: readText(review, 'title') || readText(review, 'text') || href, href };
  });
  const href = readText(place, 'url');
  return { text: readText(place, 'name') || href, href, children };
}

/** What a program or a tool gave back: text, pictures, or data. */
function describeOutput(result: WireObject | undefined, label: string, words: StepStrings): StepDetail[] {
  if (!result) return [];
  const output = result['result'];
  const heading = result['is_error'] === true ? words.programError : label;
  if (typeof output === 'string') {
    return output.trim() ? [{ kind: 'code', label: heading, language: '', text: output }] : [];
  }
  const contents = readObjects(result, 'result');
  const isContent = contents.length > 0 && contents.every((content) => typeof content['type'] === 'string');
  if (!isContent) return describeData(heading, output);
  const text = contents.map((content) => readText(content, 'text')).join('');
  const images = contents.filter(isImage);
  const others = contents.filter((content) => content['type'] !== 'text' && !isImage(content));
  return [
    ...(text.trim() ? [{ kind: 'code' as const, label: heading, language: '', text }] : []),
    ...(images.length > 0 ? [{ kind: 'images' as const, contents: images }] : []),
    ...describeData(label, others),
  ];
}

function isImage(content: WireObject): content is WireObject & Content {
  return content['type'] === 'image';
}

function describeProblem(result: WireObject | undefined, words: StepStrings): StepDetail[] {
  if (result?.['is_error'] !== true) return [];
  const texts = readList(result, 'result').map((item) =>
    isWireObject(item) ? readText(item, 'error') : String(item),
  );
  const text = texts.filter(Boolean).join('\n');
  return text ? [{ kind: 'code', label: words.programError, language: '', text }] : [];
}
