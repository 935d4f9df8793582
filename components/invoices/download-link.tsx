'use client'

import { Download } from '../ui/icons'
import { useEffect, useState } from 'react'

type DownloadLinkProps = { href: string; label: string; preparing: string; className: string }

/** How long the words stay; a download tells a page nothing when it begins. */
const SHOWN_MS = 6_000

/** A plain link: without JavaScript it downloads just the same. WHMCS may take seconds to make the PDF, so it says so. */
export function DownloadLink({ href, label, preparing, className }: DownloadLinkProps) {
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    if (!busy) return
    const timer = setTimeout(() => setBusy(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [busy])
  return (
    <a href={href} className={className} onClick={() => setBusy(true)}>
      <Download aria-hidden className="size-5" strokeWidth={1.75} />
      <span aria-live="polite">{busy ? preparing : label}</span>
    </a>
  )
}
