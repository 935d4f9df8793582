'use client'

import { Printer } from '../ui/icons'
import { Button } from '../ui/button'

export function PrintButton({ label }: { label: string }) {
  return (
    <Button onClick={() => window.print()}>
      <Printer aria-hidden className="size-5" strokeWidth={1.75} />
      {label}
    </Button>
  )
}
