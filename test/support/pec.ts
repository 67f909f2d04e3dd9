/** What a provider of certified mail says in a receipt, as its file does (DM 2/11/2005). */
export interface SaidByProvider {
  tipo?: string
  giorno?: string
  ora?: string
  zona?: string
  msgid: string
  destinatari?: readonly string[]
  /** The one address of a delivery, or of one that failed; left out, none is named. */
  consegna?: string
  identificativo?: string
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The `daticert.xml` of a receipt. */
export function daticert({
  tipo = 'avvenuta-consegna',
  giorno = '05/03/2027',
  ora = '11:00:00',
  zona = '+0100',
  msgid,
  destinatari = ['ente@pec.example'],
  consegna,
  identificativo = 'opec.1@gestore.example',
}: SaidByProvider): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<postacert tipo="${tipo}" errore="nessuno">`,
    '<intestazione><mittente>ufficio@pec.example</mittente>',
    ...destinatari.map((one) => `<destinatari tipo="certificato">${escaped(one)}</destinatari>`),
    '<risposte>ufficio@pec.example</risposte><oggetto>Richiesta</oggetto></intestazione>',
    '<dati><gestore-emittente>Gestore S.p.A.</gestore-emittente>',
    `<data zona="${zona}"><giorno>${giorno}</giorno><ora>${ora}</ora></data>`,
    `<identificativo>${identificativo}</identificativo><msgid>${escaped(`<${msgid}>`)}</msgid>`,
    consegna === undefined ? '' : `<ricevuta tipo="completa"/><consegna>${escaped(consegna)}</consegna>`,
    '</dati></postacert>',
  ].join('\n')
}

const base64 = (text: string): string =>
  Buffer.from(text)
    .toString('base64')
    .replaceAll(/(.{76})/g, '$1\r\n')

/** The mail in which a receipt comes: signed by its provider, with the mail that was sent, which may bring what it likes. */
export function receiptMail(said: SaidByProvider, carried = ''): Buffer {
  const inner = carried === '' ? '' : daticert({ ...said, tipo: carried })
  return Buffer.from(
    [
      'Return-Path: <posta-certificata@gestore.example>',
      'Message-ID: <opec.1@gestore.example>',
      'X-Ricevuta: avvenuta-consegna',
      `X-Riferimento-Message-ID: <${said.msgid}>`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/signed; protocol="application/x-pkcs7-signature"; micalg=sha256; boundary="s"',
      '',
      '--s',
      'Content-Type: multipart/mixed; boundary="m"',
      '',
      '--m',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'Ricevuta di avvenuta consegna',
      '--m',
      'Content-Type: application/xml; name="daticert.xml"',
      'Content-Disposition: inline; filename="daticert.xml"',
      'Content-Transfer-Encoding: base64',
      '',
      base64(daticert(said)),
      '--m',
      'Content-Type: message/rfc822; name="postacert.eml"',
      'Content-Disposition: inline; filename="postacert.eml"',
      '',
      'Message-ID: <inside@example>',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="i"',
      '',
      '--i',
      'Content-Type: application/xml; name="daticert.xml"',
      'Content-Disposition: attachment; filename="daticert.xml"',
      'Content-Transfer-Encoding: base64',
      '',
      base64(inner),
      '--i--',
      '--m--',
      '--s',
      'Content-Type: application/x-pkcs7-signature; name="smime.p7s"',
      'Content-Disposition: attachment; filename="smime.p7s"',
      'Content-Transfer-Encoding: base64',
      '',
      base64('firma'),
      '--s--',
      '',
    ].join('\r\n'),
  )
}
