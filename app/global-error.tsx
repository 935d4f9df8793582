'use client'

import { Fatal } from '@/components/layout/fatal'
import './globals.css'

/** Next's own page for this needs inline styles and markup from strings, which the content security policy stops. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <Fatal digest={error.digest} reset={reset} />
      </body>
    </html>
  )
}
