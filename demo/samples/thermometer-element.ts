import { css, html, LitElement, nothing, type TemplateResult } from 'lit';

/** What the demo's page shows for a call of `get_current_temperature`: an element as any site would write one. */
export class ThermometerElement extends LitElement {
  static override properties = { args: { attribute: false }, result: { attribute: false }, state: {} };

  static override styles = css`
    :host {
      display: block;
      max-inline-size: 22rem;
      padding-block: 0.5rem;
    }
    p {
      display: flex;
      justify-content: space-between;
      gap: 1rem;
      margin: 0 0 0.375rem;
    }
    strong {
      font-variant-numeric: tabular-nums;
    }
    meter {
      display: block;
      inline-size: 100%;
    }
  `;

  args: Readonly<Record<string, unknown>> = {};
  result: unknown;
  state = '';

  protected override render(): TemplateResult {
    const celsius = readCelsius(this.result);
    const { location } = this.args;
    const place = typeof location === 'string' ? location : '';
    return html`
      <p>
        <bdi>${place}</bdi>
        <strong>${celsius === undefined ? this.#describe() : `${celsius} °C`}</strong>
      </p>
      ${
        celsius === undefined
          ? nothing
          : html`<meter min="-10" max="40" value=${celsius} aria-label=${`Temperature in ${place}`}></meter>`
      }
    `;
  }

  #describe(): string {
    return this.state === 'running' ? 'Looking…' : 'Not known';
  }
}

function readCelsius(result: unknown): number | undefined {
  const celsius = typeof result === 'object' && result && 'celsius' in result ? result.celsius : undefined;
  return typeof celsius === 'number' ? celsius : undefined;
}
