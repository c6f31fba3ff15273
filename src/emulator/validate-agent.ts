import type { WireObject } from '../protocol/wire-object.js';
import { isWireObject } from '../protocol/wire-object.js';
import {
  anything,
  checkFields,
  checkNames,
  either,
  type FieldTable,
  flag,
  integer,
  name,
  object,
  oneOf,
  refuse,
  text,
} from './check-fields.js';
import { GoogleError } from './google-error.js';

/** What a kind of agent asks of its requests. */
interface AgentKind {
  readonly type: string;
  readonly names: RegExp;
  readonly config: FieldTable;
}

const type = name;

const agentKinds: readonly AgentKind[] = [
  {
    type: 'deep-research',
    names: /^deep-research(?:-|$)/,
    config: {
      type,
      thinking_summaries: oneOf('auto', 'none'),
      visualization: oneOf('off', 'auto'),
      collaborative_planning: flag,
      enable_bigquery_tool: flag,
    },
  },
  {
    type: 'antigravity',
    names: /^antigravity(?:-|$)/,
    config: { type, model: name, max_total_tokens: either(integer, text) },
  },
  {
    type: 'code-mender',
    names: /^code-mender(?:-|$)/,
    config: {
      type,
      model: name,
      find_request: object,
      fix_request: object,
      session_config: object,
      session_id: text,
    },
  },
];

const environmentFields: FieldTable = {
  type: oneOf('remote'),
  environment_id: name,
  env: anything,
  network: anything,
  sources: anything,
};

function checkConfig(config: unknown, kind: AgentKind): void {
  if (!isWireObject(config)) return;
  if (config['type'] === 'dynamic') return;
  if (config['type'] !== kind.type) {
    refuse(`Invalid value at 'agent_config.type': this agent takes '${kind.type}'.`);
  }
  checkNames(config, kind.config, 'agent_config.');
  checkFields(config, kind.config, 'agent_config.');
}

function checkEnvironment(environment: unknown): void {
  if (environment === '') refuse("Invalid value at 'environment': expected 'remote' or an id.");
  if (!isWireObject(environment)) return;
  checkNames(environment, environmentFields, 'environment.');
  checkFields(environment, environmentFields, 'environment.');
}

/** Refuses a request to an agent that there is not, or that this agent does not take. */
export function validateAgent(body: WireObject): void {
  checkEnvironment(body['environment']);
  const agent = body['agent'];
  if (typeof agent !== 'string' || agent === '') {
    if (body['agent_config']) refuse("'agent_config' needs an 'agent'.");
    return;
  }
  const kind = agentKinds.find(({ names }) => names.test(agent));
  if (!kind) throw new GoogleError(404, { message: `Agent '${agent}' was not found.` });
  checkConfig(body['agent_config'], kind);
  if (body['generation_config']) refuse("'generation_config' cannot be set for an agent.");
  if (kind.type === 'deep-research') {
    if (body['background'] !== true) refuse(`Agent '${agent}' needs 'background' to be true.`);
    if (body['system_instruction']) refuse(`Agent '${agent}' does not support 'system_instruction'.`);
  }
  if (kind.type === 'antigravity' && body['background'] === true) {
    refuse(`Agent '${agent}' does not support 'background'.`);
  }
}
