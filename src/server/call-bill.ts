import type { Admission } from '../limits/limiter.js';
import { admitRequest } from './admit-request.js';
import type { Backend, RequestContext } from './backend.js';
import { measureRequest } from './measure-request.js';
import type { RequestRecord } from './request-record.js';
import type { UpstreamCall } from './upstream-call.js';
import { UsageMeter } from './usage-meter.js';

/** Lets a call in, where it costs, and makes what is counted for it. */
export async function openBill(
  call: UpstreamCall,
  backend: Backend,
  context: RequestContext,
): Promise<CallBill> {
  const { cost, body } = call;
  const { record } = context;
  if (cost?.model === undefined) return new CallBill(call, record, 0);
  record.model = cost.model;
  const admission = await admitRequest(backend, context, backend.policy.streamSeconds);
  return new CallBill(call, record, measureRequest(body), admission);
}

/** What one call to Gemini costs: counted once, when Gemini's work for it is over. */
export class CallBill {
  readonly meter: UsageMeter;
  readonly #call: UpstreamCall;
  readonly #record: RequestRecord;
  readonly #admission: Admission | undefined;
  #isClosed = false;

  constructor(call: UpstreamCall, record: RequestRecord, requestBytes: number, admission?: Admission) {
    this.#call = call;
    this.#record = record;
    this.#admission = admission;
    this.meter = new UsageMeter(requestBytes);
  }

  /** Puts into the record what the call cost so far. */
  note(): void {
    if (this.#admission !== undefined) this.#record.tokens = this.meter.tokens;
  }

  /** The call is over; `id`: Gemini's id of what it began, where that may go on. */
  close(id?: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.note();
    const { tokens } = this.meter;
    const { runs, run } = this.#call.cost ?? {};
    if (run !== undefined) runs?.count(run, tokens);
    if (this.#admission === undefined) return;
    this.#admission.spend(tokens);
    this.#admission.end();
    if (id !== undefined && id !== '') runs?.add(id, this.#admission, tokens);
  }

  /** Gemini did not do what was asked. */
  cancel(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#admission?.end();
  }
}
