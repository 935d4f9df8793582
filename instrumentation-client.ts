/**
 * Installs the page's one Trusted Types policy before React runs, in Next's own document for an error too, which holds
 * nothing of our layout. Chunks of this build may be loaded, with their address unchanged (a rewritten one silently breaks
 * lazy chunks); markup and code from strings may not exist.
 */
type Rules = Readonly<Record<'createScriptURL' | 'createHTML' | 'createScript', (text: string) => string | null>>

declare global {
  // Not in TypeScript's own library.
  var trustedTypes: { createPolicy(name: 'default', rules: Rules): unknown } | undefined
}

globalThis.trustedTypes?.createPolicy('default', {
  createScriptURL(text) {
    const url = new URL(text, location.href)
    return url.origin === location.origin && url.pathname.startsWith('/_next/static/') ? text : null
  },
  createHTML: () => null,
  createScript: () => null,
})
