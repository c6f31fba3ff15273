/** A credential that a page may hand to a browser, since it soon ends. */
export interface TokenGrant {
  /** What begins with `auth_tokens/` opens live sessions; anything else goes to the REST API. */
  readonly token: string;
  /** When it ends, as ISO 8601; where it is absent, nothing is known of that. */
  readonly expireTime?: string;
  /** By default told by how the token begins. */
  readonly kind?: 'api-key' | 'bearer' | 'auth-token';
}

/** How a page hands out credentials. Rejects where it has none to give. */
export type GetToken = () => Promise<TokenGrant>;
