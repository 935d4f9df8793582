import 'server-only'

const SIGNATURE = '%PDF-'

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(a.byteLength + b.byteLength)
  whole.set(a)
  whole.set(b, a.byteLength)
  return whole
}

/** The same bytes again when they begin as a PDF does; otherwise the stream is cancelled and null answered. */
export async function startsWithPdf(source: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array> | null> {
  const reader = source.getReader()
  let head: Uint8Array = new Uint8Array()
  while (head.byteLength < SIGNATURE.length) {
    const { done, value } = await reader.read()
    if (done) return null
    head = concat(head, value)
  }
  if (new TextDecoder('latin1').decode(head.subarray(0, SIGNATURE.length)) !== SIGNATURE) {
    await reader.cancel()
    return null
  }
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(head)
      },
      async pull(controller) {
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await reader.cancel()
      },
    },
    { highWaterMark: 1 },
  )
}
