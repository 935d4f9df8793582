'use client'

import type { ReactNode } from 'react'
import { useRef } from 'react'
import type { Action } from '@/lib/result'
import { Button } from '../ui/button'
import { ActionButton } from './action-button'

/** What is about to be removed, and what that would mean, in whole sentences. */
export type RemoveWords = Readonly<
  Record<'open' | 'openLabel' | 'title' | 'confirm' | 'removing' | 'keep', string> & { effects: readonly string[] }
>

type RemoveProps = {
  id: number
  /** The hidden fields that name it. */
  fields: Readonly<Record<string, string>>
  action: Action
  intent: string
  words: RemoveWords
}

/** What asks once more. The way back stands first, so that it has the focus when this is a dialog. */
export function RemoveQuestion({ id, fields, action, intent, words, keep }: RemoveProps & { keep: ReactNode }) {
  return (
    <>
      <div id={`remove-${id}-effect`} className="mb-6 space-y-2">
        {words.effects.map((effect) => (
          <p key={effect}>{effect}</p>
        ))}
      </div>
      <div className="flex flex-wrap gap-3">
        {keep}
        <ActionButton
          action={action}
          intent={intent}
          fields={fields}
          look="danger"
          label={words.confirm}
          pendingLabel={words.removing}
        />
      </div>
    </>
  )
}

/** A link to the page that asks; where there is JavaScript, the question comes to the list instead. */
export function Remove({ href, ...props }: RemoveProps & { href: string }) {
  const { id, words } = props
  const dialog = useRef<HTMLDialogElement>(null)
  return (
    <>
      <a
        href={href}
        aria-label={words.openLabel}
        className="inline-flex min-h-11 items-center text-danger"
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
          event.preventDefault()
          dialog.current?.showModal()
        }}
      >
        {words.open}
      </a>
      <dialog
        ref={dialog}
        role="alertdialog"
        aria-labelledby={`remove-${id}-title`}
        aria-describedby={`remove-${id}-effect`}
        className="m-auto w-[min(30rem,calc(100vw-2rem))] rounded-lg border border-line bg-bg p-6 text-start whitespace-normal text-fg backdrop:bg-black/50"
      >
        <h2 id={`remove-${id}-title`} className="mb-3 text-h3 wrap-anywhere">
          {words.title}
        </h2>
        <RemoveQuestion {...props} keep={<Button onClick={() => dialog.current?.close()}>{words.keep}</Button>} />
      </dialog>
    </>
  )
}
