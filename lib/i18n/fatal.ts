import ar from './fatal/ar.json'
import de from './fatal/de.json'
import en from './fatal/en.json'
import nl from './fatal/nl.json'

/** The words of the last resort, which asks the server for nothing. */
export const FATAL = { en, de, nl, ar } as const
