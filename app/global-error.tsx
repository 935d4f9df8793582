'use client'

import { FatalPage } from '@/components/layout/fatal-page'
import words from '@/lib/i18n/fatal/en.json'
import './globals.css'

/**
 * The last resort, in one language: every page loads it. Next's own page for this needs inline styles and markup from
 * strings, which the content security policy stops.
 */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <FatalPage words={words} digest={error.digest} reset={reset} />
      </body>
    </html>
  )
}
