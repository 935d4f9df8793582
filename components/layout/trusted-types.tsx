/**
 * Installs the page's one Trusted Types policy before any other script runs. Chunks of this build may be loaded, with
 * their address unchanged (a rewritten one silently breaks lazy chunks); markup and code from strings may not exist.
 */
const POLICY = `if(window.trustedTypes)trustedTypes.createPolicy('default',{createScriptURL:function(u){var a=new URL(u,location.href);return a.origin===location.origin&&a.pathname.indexOf('/_next/static/')===0?u:null},createHTML:function(){return null},createScript:function(){return null}})`

export function TrustedTypes({ nonce }: { nonce: string | undefined }) {
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: POLICY }} />
}
