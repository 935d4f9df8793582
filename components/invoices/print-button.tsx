'use client'

import { Printer } from 'lucide-react'
import { Button } from '../ui/button'

export function PrintButton({ label }: { label: string }) {
  return (
    <Button onClick={() => window.print()}>
      <Printer aria-hidden className="size-5" strokeWidth={1.75} />
      {label}
    </Button>
  )
}
