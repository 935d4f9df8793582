/** What the browser side keeps. Times are milliseconds of the sandbox's clock; used 0 means it still works. */
const whose = { user_id: 'int', contact_id: 'int', client_id: 'int' } as const

export const web = {
  /** Behind the cookie. Who has given the password but not the second factor is only half in. */
  web_sessions: {
    id: 'id',
    sid: 'text',
    csrf: 'text',
    ...whose,
    half_user: 'int',
    half_contact: 'int',
    half_client: 'int',
    /** The path asked for before signing in. */
    wanted: 'text',
    seen: 'int',
  },
  oauth_codes: {
    id: 'id',
    code: 'text',
    identifier: 'text',
    ...whose,
    redirect_uri: 'text',
    scope: 'text',
    challenge: 'text',
    challenge_method: 'text',
    expires: 'int',
    used: 'int',
  },
  oauth_tokens: { id: 'id', token: 'text', identifier: 'text', ...whose, scope: 'text', expires: 'int' },
  oauth_consents: { id: 'id', identifier: 'text', ...whose, scope: 'text' },
  /** REST v2: `serial` is that of the one X-Api-State that is still good. */
  api_sessions: {
    id: 'id',
    uid: 'text',
    serial: 'int',
    user_id: 'int',
    client_id: 'int',
    half_user: 'int',
    seen: 'int',
  },
} as const
