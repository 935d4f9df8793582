import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import {
  isLiteralElement,
  isPluralElement,
  isPoundElement,
  isSelectElement,
  isTagElement,
  parse,
  TYPE,
} from '@formatjs/icu-messageformat-parser'

export { isPluralElement, isTagElement, TYPE }

function branches(element: MessageFormatElement): readonly (readonly MessageFormatElement[])[] {
  if (isTagElement(element)) return [element.children]
  if (isPluralElement(element) || isSelectElement(element))
    return Object.values(element.options).map(({ value }) => value)
  return []
}

/** Those inside plurals and tags included. */
function elements(parts: readonly MessageFormatElement[]): MessageFormatElement[] {
  return parts.flatMap((part) => [part, ...branches(part).flatMap(elements)])
}

/** Every element of a message. It throws at one that is not ICU. */
export function parts(text: string): MessageFormatElement[] {
  return elements(parse(text))
}

/** The names of a message’s arguments and tags with their kinds, each once: a plural may repeat them per category. */
export function shape(text: string): string[] {
  const named = parts(text).flatMap((part) =>
    isLiteralElement(part) || isPoundElement(part) ? [] : [`${TYPE[part.type]} ${part.value}`],
  )
  return [...new Set(named)].sort()
}

/** Of each plural in a message, the categories it names. */
export function pluralCategories(text: string): string[][] {
  return parts(text)
    .filter(isPluralElement)
    .map(({ options }) => Object.keys(options))
}

/** Each way a message can be read, arguments as `x`: a plural in each of its categories. */
export function readings(text: string): string[] {
  const top = parse(text)
  const chosen = top.find((part) => isPluralElement(part) || isSelectElement(part))
  const written = (list: readonly MessageFormatElement[]) =>
    list.map((part) => (isLiteralElement(part) ? part.value : isPoundElement(part) ? '1' : 'x')).join('')
  if (!chosen) return [written(top)]
  return branches(chosen).map((branch) => written(top.flatMap((part) => (part === chosen ? branch : [part]))))
}

export function sentences(text: string): string[] {
  return readings(text).flatMap((reading) => reading.split(/[.!?؟]\s/u))
}
