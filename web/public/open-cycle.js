import { command, get, showProblems, whileDisabled } from './api.js'

const form = document.getElementById('open-cycle')
const years = document.getElementById('allocations')

/* `276.000,50` as cents; what is not an amount stays not a number, and the API says so. */
function toCents(text) {
  const plain = text.trim().replaceAll('.', '').replace(',', '.')
  return /^\d+(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : text
}

document.getElementById('add-year')?.addEventListener('click', () => addYear().querySelector('input').focus())

function addYear() {
  const rows = years.querySelectorAll('.allocation')
  const row = rows[0].cloneNode(true)
  for (const input of row.querySelectorAll('input')) {
    const name = input.classList.contains('year') ? 'year' : 'amount'
    input.id = `${name}-${rows.length}`
    input.previousElementSibling.htmlFor = input.id
    input.value = ''
  }
  years.append(row)
  return row
}

const names = {
  code: 'Codice',
  title: 'Titolo',
  guidelinesAct: 'Atto delle linee guida regionali',
  guidanceDueOn: 'Documento di indirizzo entro il',
  endsOn: 'Fine del ciclo',
}
const nameOf = (path) => {
  const [, row, field] = /^allocations\[(\d+)\](?:\.(\w+))?/.exec(path) ?? []
  if (row !== undefined) return `Risorse, riga ${Number(row) + 1}, ${field === 'year' ? 'anno' : 'importo'}`
  return names[path] ?? path
}

form?.addEventListener('submit', async (event) => {
  event.preventDefault()
  const body = Object.fromEntries(new FormData(form))
  body.allocations = [...years.querySelectorAll('.allocation')].map((row) => ({
    year: Number(row.querySelector('.year').value),
    amountCents: toCents(row.querySelector('.amount').value),
  }))
  const answer = await whileDisabled(form.querySelector('[type=submit]'), () =>
    command('POST', '/api/cycles', body),
  )
  if (answer.ok) location.assign(`/cycles/${answer.body.cycleId}`)
  else showProblems(answer, nameOf)
})

document.getElementById('example-cycle')?.addEventListener('click', async () => {
  const { ok, body } = await get('/api/demo/examples/cycle')
  if (!ok) return
  for (const name of Object.keys(names)) form.elements[name].value = body[name]
  for (
    let missing = body.allocations.length - years.querySelectorAll('.allocation').length;
    missing > 0;
    missing--
  )
    addYear()
  const rows = years.querySelectorAll('.allocation')
  for (const [index, { year, amountCents }] of body.allocations.entries()) {
    rows[index].querySelector('.year').value = year
    rows[index].querySelector('.amount').value = (amountCents / 100).toLocaleString('it-IT', {
      minimumFractionDigits: 2,
    })
  }
})
