/**
 * Whether something was typed on this page that no server has. One page is open at a time, so this is one flag for it:
 * links inside the portal ask before they lose it, and so does the browser for whatever leaves the portal.
 */
let typed = false

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault()
}

/** The browser's own question stands only as long as it is needed: a page with it cannot be kept for the Back button. */
export function setUnsaved(now: boolean): void {
  if (now === typed) return
  typed = now
  if (now) window.addEventListener('beforeunload', warn)
  else window.removeEventListener('beforeunload', warn)
}

/** True when the page may be left; asks when something would be lost. */
export function mayLeave(question: string): boolean {
  if (typed && !window.confirm(question)) return false
  setUnsaved(false)
  return true
}
