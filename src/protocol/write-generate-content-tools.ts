import type { InteractionRequest } from './interaction-request.js';
import { refuseRequest } from './refuse-request.js';
import { isWireObject, type WireObject } from './wire-object.js';

function pick(tool: WireObject, names: Readonly<Record<string, string>>): WireObject {
  const fields = Object.entries(names).map(([from, to]) => [to, tool[from]] as const);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

function writeSearch({ search_types: types }: WireObject): WireObject {
  if (!Array.isArray(types) || types.length === 0) return {};
  const searchTypes: Record<string, WireObject> = {};
  for (const type of types) {
    if (type === 'web_search') searchTypes['webSearch'] = {};
    else if (type === 'image_search') searchTypes['imageSearch'] = {};
    else throw refuseRequest(`google_search of type ${String(type)}`);
  }
  return { searchTypes };
}

function writeComputerUse(tool: WireObject): WireObject {
  const { environment } = tool;
  return {
    ...(typeof environment === 'string' ? { environment: `ENVIRONMENT_${environment.toUpperCase()}` } : {}),
    ...pick(tool, {
      excluded_predefined_functions: 'excludedPredefinedFunctions',
      enable_prompt_injection_detection: 'enablePromptInjectionDetection',
    }),
  };
}

function writeTool(tool: WireObject): WireObject {
  const { type } = tool;
  switch (type) {
    case 'google_search':
      return { googleSearch: writeSearch(tool) };
    case 'url_context':
      return { urlContext: {} };
    case 'code_execution':
      return { codeExecution: {} };
    case 'google_maps':
      return { googleMaps: pick(tool, { enable_widget: 'enableWidget' }) };
    case 'file_search': {
      const names = { file_search_store_names: 'fileSearchStoreNames', metadata_filter: 'metadataFilter' };
      return { fileSearch: pick(tool, { ...names, top_k: 'topK' }) };
    }
    case 'computer_use':
      return { computerUse: writeComputerUse(tool) };
    default:
      throw refuseRequest(`the tool ${String(type)}`);
  }
}

function writeFunction(tool: WireObject): WireObject {
  return pick(tool, { name: 'name', description: 'description', parameters: 'parametersJsonSchema' });
}

function writeChoice(choice: unknown): WireObject | undefined {
  if (typeof choice === 'string') return { mode: choice.toUpperCase() };
  const allowed = isWireObject(choice) ? choice['allowed_tools'] : undefined;
  if (!isWireObject(allowed)) return undefined;
  const { mode, tools } = allowed;
  return {
    ...(typeof mode === 'string' ? { mode: mode.toUpperCase() } : {}),
    ...(Array.isArray(tools) ? { allowedFunctionNames: tools } : {}),
  };
}

function writeConfig(tools: readonly WireObject[], choice: unknown): WireObject | undefined {
  const calling = writeChoice(choice);
  const place = tools.find(({ type, latitude }) => type === 'google_maps' && latitude !== undefined);
  const kinds = new Set(tools.map(({ type }) => type));
  // Beside functions the API lends its own tools only to those who take their calls as parts.
  const isMixed = kinds.has('function') && kinds.size > 1;
  const config = {
    ...(calling ? { functionCallingConfig: calling } : {}),
    ...(place
      ? { retrievalConfig: { latLng: pick(place, { latitude: 'latitude', longitude: 'longitude' }) } }
      : {}),
    ...(isMixed ? { includeServerSideToolInvocations: true } : {}),
  };
  return Object.keys(config).length > 0 ? config : undefined;
}

/** The tools of a request and how they may be used: the functions together, every other tool by itself. */
export function writeTools(request: InteractionRequest): WireObject {
  const tools: readonly WireObject[] = request.tools ?? [];
  const functions = tools.filter(({ type }) => type === 'function').map(writeFunction);
  const written = [
    ...(functions.length > 0 ? [{ functionDeclarations: functions }] : []),
    ...tools.filter(({ type }) => type !== 'function').map(writeTool),
  ];
  const config = writeConfig(tools, request.generation_config?.tool_choice);
  return {
    ...(written.length > 0 ? { tools: written } : {}),
    ...(config ? { toolConfig: config } : {}),
  };
}
