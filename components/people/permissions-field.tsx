'use client'

import type { MouseEvent } from 'react'
import { useRef, useState } from 'react'
import { neededBy, isPermission } from '@/lib/permissions'
import { buttonClass } from '../ui/button'
import { FieldError } from '../ui/field'
import { TriangleAlert } from '../ui/icons'
import type { PermissionChoice, PermissionWords } from './permission-words'

type PermissionsFieldProps = {
  words: PermissionWords
  ticked: readonly string[]
  error: string | undefined
  onChange?: () => void
}

function boxesIn(field: HTMLFieldSetElement | null): HTMLInputElement[] {
  return [...(field?.querySelectorAll<HTMLInputElement>('input[name=permissions]') ?? [])]
}

/** Brings the boxes in line with the one that was clicked. @returns those that were changed with it */
function follow(boxes: readonly HTMLInputElement[], clicked: string, on: boolean): string[] {
  const tied = boxes.filter(({ value }) => {
    const [from, to] = on ? [clicked, value] : [value, clicked]
    return isPermission(from) && neededBy(from) === to
  })
  const changed = tied.filter(({ checked }) => checked !== on)
  for (const box of changed) box.checked = on
  return changed.map(({ value }) => value)
}

type Preset = PermissionWords['presets'][number]

function Presets({ words, take }: { words: PermissionWords; take: (preset: Preset) => void }) {
  const onClick = (event: MouseEvent, preset: Preset) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    take(preset)
  }
  return (
    <>
      <p className="mb-2 text-meta text-muted">{words.presetNote}</p>
      <ul aria-label={words.presetLegend} className="mb-2 flex flex-wrap gap-2">
        {words.presets.map((preset) => (
          <li key={preset.name}>
            <a
              href={`?preset=${preset.name}`}
              className={buttonClass('outlined')}
              onClick={(event) => onClick(event, preset)}
            >
              {preset.label}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

/**
 * The checklist of what somebody may do. The page holds the ticks. A preset is a link that asks for the page with its
 * ticks; where there is JavaScript they are set in place, and nothing that was typed is lost.
 */
export function PermissionsField({ words, ticked, error, onChange }: PermissionsFieldProps) {
  const field = useRef<HTMLFieldSetElement>(null)
  const [said, setSaid] = useState('')
  const nameOf = (permission: string) =>
    words.groups.flatMap(({ choices }) => choices).find((one) => one.permission === permission)?.name ?? ''
  const onTick = (target: EventTarget) => {
    if (!(target instanceof HTMLInputElement)) return
    const changed = follow(boxesIn(field.current), target.value, target.checked)
    const template = target.checked ? words.also : words.gone
    setSaid(changed.map((name) => template.replace('{name}', () => nameOf(name))).join(' '))
    onChange?.()
  }
  const take = (preset: Preset) => {
    for (const box of boxesIn(field.current)) box.checked = preset.permissions.some((one) => one === box.value)
    setSaid(words.taken.replace('{name}', () => preset.label))
    onChange?.()
  }
  return (
    <fieldset
      ref={field}
      aria-describedby={error ? 'permissions-error' : undefined}
      onChange={({ target }) => onTick(target)}
    >
      <legend className="mb-3 text-h3 font-semibold">{words.legend}</legend>
      {error && <FieldError id="permissions-error">{error}</FieldError>}
      <Presets words={words} take={take} />
      <p role="status" className="mb-4 min-h-5 text-meta text-muted">
        {said}
      </p>
      <div className="space-y-6">
        {words.groups.map(({ name, title, choices }, group) => (
          <fieldset key={name} className="rounded-lg border border-line px-4 py-3">
            <legend className="px-1 font-semibold">{title}</legend>
            <div className="space-y-3">
              {choices.map((choice, place) => (
                <Choice
                  key={choice.permission}
                  choice={choice}
                  id={group + place === 0 ? 'permissions' : `permissions-${choice.permission}`}
                  ticked={ticked.includes(choice.permission)}
                  wrong={error !== undefined}
                  sensitive={words.sensitive}
                />
              ))}
            </div>
          </fieldset>
        ))}
      </div>
    </fieldset>
  )
}

type ChoiceProps = { choice: PermissionChoice; id: string; ticked: boolean; wrong: boolean; sensitive: string }

function Choice({ choice: { permission, name, allows, needs, risk }, id, ticked, wrong, sensitive }: ChoiceProps) {
  return (
    <div className="flex gap-3 py-1">
      <input
        id={id}
        type="checkbox"
        name="permissions"
        value={permission}
        defaultChecked={ticked}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={`${id}-hint`}
        className="mt-0.5 size-6 shrink-0 accent-brand"
      />
      <div>
        <label htmlFor={id} className="block font-semibold">
          {name}
        </label>
        <div id={`${id}-hint`} className="text-meta text-muted">
          <p>
            {allows} {needs}
          </p>
          {risk && (
            <p className="flex gap-1.5 text-warn">
              <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
              <span>
                <span className="font-semibold">{sensitive}</span> {risk}
              </span>
            </p>
          )}
        </div>
      </div>
    </div>
  )
}
