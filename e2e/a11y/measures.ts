import type { Page } from '@playwright/test'

/** Controls without a visible label of their own; axe takes a placeholder for one. */
export function unlabelled(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
      .filter((control) => {
        const labels = 'labels' in control && control.labels instanceof NodeList ? control.labels.length : 0
        return labels === 0 && !control.getAttribute('aria-labelledby')
      })
      .map((control) => control.outerHTML.slice(0, 120)),
  )
}

/** Text cut off by its own box. */
export function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => {
        const { overflowY } = getComputedStyle(element)
        const hides = overflowY === 'hidden' || overflowY === 'clip'
        return (
          hides &&
          element.clientHeight > 1 &&
          element.scrollHeight > element.clientHeight + 1 &&
          element.textContent?.trim()
        )
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  )
}

/** How much wider the document is than the window, and by whom. */
export function overflow(page: Page): Promise<{ px: number; by: string[] }> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const by = [...document.querySelectorAll('body *')].filter((element) => {
      const box = element.getBoundingClientRect()
      // A closed disclosure keeps its layout, and shows nothing of it.
      return (
        element.checkVisibility() &&
        (box.right > width + 1 || box.left < -1) &&
        getComputedStyle(element).clipPath === 'none'
      )
    })
    return {
      px: document.documentElement.scrollWidth - width,
      by: by.slice(-3).map((element) => element.outerHTML.slice(0, 120)),
    }
  })
}

export type Stop = {
  readonly name: string
  readonly visible: boolean
  readonly covered: boolean
  readonly outline: boolean
}

/** The element that holds the focus: can it be seen, is it itself on top, does it show that it has the focus. */
export function stop(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return null
    const box = element.getBoundingClientRect()
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    const style = getComputedStyle(element)
    return {
      name: (element.getAttribute('aria-label') ?? element.textContent ?? element.id).trim().slice(0, 60) || element.id,
      visible: box.width > 0 && box.height > 0,
      covered: !top || !(element === top || element.contains(top) || top.contains(element)),
      // The calendar button inside a date shows its own focus, which no script can see.
      outline:
        element.matches('input[type=date]') ||
        (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0),
    }
  })
}

/** Text and attributes that came from no message file: anything with letters outside ⟦…⟧. */
export function hardCoded(page: Page, brand: string): Promise<string[]> {
  return page.evaluate((name) => {
    // A message with a link or a figure in it is several nodes: the marks stand around all of them.
    const inMessage = (node: Node | null) => /^⟦[\s\S]*⟧$/.test(node?.textContent?.trim() ?? '')
    const own = (text: string) => {
      const rest = text
        .replaceAll(name, '')
        .replace(/⟦[^⟧]*⟧/g, '')
        .replace(/\b[A-Z]{3}\b/g, '')
      return /\p{L}/u.test(rest) ? text.trim() : null
    }
    const isData = (node: Node | null) =>
      node instanceof Element && node.closest('bdi, time, [data-i18n="data"], script, style, option') !== null
    const found: (string | null)[] = [own(document.title)]
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const { currentNode } = walker
      if (!isData(currentNode.parentElement) && !inMessage(currentNode.parentElement))
        found.push(own(currentNode.textContent ?? ''))
    }
    const attributes = ['aria-label', 'title', 'placeholder', 'alt', 'aria-roledescription', 'aria-description']
    for (const element of document.body.querySelectorAll('*')) {
      for (const attribute of attributes) found.push(own(element.getAttribute(attribute) ?? ''))
    }
    return found.filter((text) => text !== null)
  }, brand)
}
