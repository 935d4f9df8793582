'use client'

import type { MouseEvent } from 'react'
import { useRef, useState } from 'react'
import { MISSING_FILE } from '@/lib/invoice-file'
import { zipNames } from '@/lib/zip-names'
import { Button, buttonClass } from '../ui/button'
import { Download } from '../ui/icons'

type ZipDownloadProps = {
  href: string
  total: number
  /** In `working`, `{begun}` stands for how many are in the file. */
  words: Readonly<Record<'download' | 'progress' | 'stop' | 'working' | Outcome, string>>
}
type Outcome = 'failed' | 'stopped' | 'done' | 'incomplete'
type State = { readonly kind: 'idle' | Outcome } | { readonly kind: 'working'; readonly begun: number }

/** Long enough that every browser has begun to save, in ms. */
const KEPT = 60_000

function nameOf(response: Response): string {
  return /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'invoices.zip'
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT)
}

/** @throws whatever keeps the file from arriving whole */
async function fetchZip(
  href: string,
  signal: AbortSignal,
  onBegun: (count: number) => void,
): Promise<'done' | 'incomplete'> {
  const response = await fetch(href, { signal })
  // A page instead of the file: signed out meanwhile, or WHMCS did not answer.
  if (response.headers.get('content-type') !== 'application/zip' || !response.body) throw new Error('not a ZIP')
  const namesIn = zipNames()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  const names: string[] = []
  const reader = response.body.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value)
    names.push(...namesIn(next.value))
    onBegun(names.length)
  }
  save(new Blob(chunks, { type: 'application/zip' }), nameOf(response))
  return names.includes(MISSING_FILE) ? 'incomplete' : 'done'
}

/** A plain link: without JavaScript the browser downloads the same file. With it, the page says how far it is. */
export function ZipDownload({ href, total, words }: ZipDownloadProps) {
  const [state, setState] = useState<State>({ kind: 'idle' })
  const running = useRef<AbortController | null>(null)
  const start = async () => {
    const stop = new AbortController()
    running.current = stop
    const begun = (count: number) => setState({ kind: 'working', begun: Math.min(count, total) })
    begun(0)
    try {
      setState({ kind: await fetchZip(href, stop.signal, begun) })
    } catch {
      setState({ kind: stop.signal.aborted ? 'stopped' : 'failed' })
    }
  }
  const onClick = (event: MouseEvent) => {
    event.preventDefault()
    void start()
  }
  return (
    <>
      {state.kind === 'working' ? (
        <div className="flex flex-wrap items-center gap-4">
          <progress
            className="h-3 min-w-40 grow accent-accent"
            aria-label={words.progress}
            max={total}
            value={state.begun}
          />
          <Button onClick={() => running.current?.abort()}>{words.stop}</Button>
        </div>
      ) : (
        <a href={href} download className={buttonClass('filled')} onClick={onClick}>
          <Download aria-hidden className="size-5" strokeWidth={1.75} />
          {words.download}
        </a>
      )}
      <Standing state={state} words={words} />
    </>
  )
}

/** Read out whenever it changes; there from the start, because what is not there yet is not listened to. */
function Standing({ state, words }: { state: State; words: ZipDownloadProps['words'] }) {
  const bad = state.kind === 'failed' || state.kind === 'incomplete'
  const text =
    state.kind === 'idle'
      ? ''
      : state.kind === 'working'
        ? words.working.replace('{begun}', String(state.begun))
        : words[state.kind]
  return (
    <p role="status" className={`mt-2 min-h-6 ${bad ? 'text-bad' : 'text-muted'}`}>
      {text}
    </p>
  )
}
