import type { LimitOptions, Limits } from './limits.js';

const visitorDefault: Limits = {
  requestsPerMinute: 120,
  requestsPerDay: 4000,
  tokensPerDay: 4_000_000,
  concurrentStreams: 8,
};

/** How many visitors may share an address before they feel it. */
const visitorsBehindAddress = 8;

/** The limits with every default in place; what is stated for one kind replaces that kind's default whole. */
export function readLimits(options: LimitOptions): Required<Record<keyof LimitOptions, Limits>> {
  const visitor = options.visitor ?? visitorDefault;
  return {
    visitor,
    address: options.address ?? multiply(visitor, visitorsBehindAddress),
    site: options.site ?? { tokensPerDay: 100_000_000 },
  };
}

function multiply(limits: Limits, factor: number): Limits {
  const times = (limit: number | undefined): number | undefined =>
    limit === undefined ? undefined : limit * factor;
  return {
    requestsPerMinute: times(limits.requestsPerMinute),
    requestsPerDay: times(limits.requestsPerDay),
    tokensPerDay: times(limits.tokensPerDay),
    concurrentStreams: times(limits.concurrentStreams),
  };
}
