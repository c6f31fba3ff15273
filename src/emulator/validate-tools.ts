import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import {
  anything,
  checkFields,
  checkItems,
  checkNames,
  type FieldTable,
  flag,
  list,
  name,
  number,
  object,
  oneOf,
  positive,
  refuse,
  text,
  textList,
} from './check-fields.js';

const type = name;

/** The fields of a tool, by its type. */
const toolFields: ReadonlyMap<unknown, FieldTable> = new Map([
  ['function', { type, name, description: text, parameters: object }],
  ['google_search', { type, search_types: textList }],
  ['url_context', { type }],
  ['code_execution', { type }],
  ['google_maps', { type, latitude: number, longitude: number, enable_widget: flag }],
  ['file_search', { type, file_search_store_names: textList, top_k: positive, metadata_filter: text }],
  ['mcp_server', { type, name, url: name, headers: object, allowed_tools: list }],
  [
    'computer_use',
    {
      type,
      environment: oneOf('browser', 'mobile', 'desktop'),
      excluded_predefined_functions: textList,
      disabled_safety_policies: textList,
      enable_prompt_injection_detection: flag,
    },
  ],
  [
    'retrieval',
    {
      type,
      retrieval_types: textList,
      vertex_ai_search_config: object,
      rag_store_config: object,
      exa_ai_search_config: anything,
      parallel_ai_search_config: anything,
    },
  ],
]);

function checkFunction(tool: WireObject, path: string): void {
  if (!tool['name']) refuse(`Missing required parameter '${path}.name'.`);
  const required = isWireObject(tool['parameters']) ? tool['parameters']['required'] : undefined;
  if (Array.isArray(required) && required.length === 0) {
    refuse(`Invalid value at '${path}.parameters.required': expected at least one name.`);
  }
}

/** Refuses a list of tools of which one does not exist, or not like this. */
export function validateTools(tools: unknown): void {
  if (!Array.isArray(tools)) return;
  checkItems(tools, 'tools');
  const names = new Set<unknown>();
  for (const [index, tool] of tools.filter(isWireObject).entries()) {
    const path = `tools[${index}]`;
    const table = toolFields.get(tool['type']);
    if (!table) {
      refuse(`Invalid value at '${path}.type': expected one of ${[...toolFields.keys()].join(', ')}.`);
    }
    checkNames(tool, table, `${path}.`);
    checkFields(tool, table, `${path}.`);
    if (tool['type'] !== 'function') continue;
    checkFunction(tool, path);
    if (names.has(tool['name'])) refuse(`Invalid value at '${path}.name': it is declared twice.`);
    names.add(tool['name']);
  }
}
