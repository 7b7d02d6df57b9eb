import { XMLParser } from 'fast-xml-parser';

export const SOAP_NS = 'http://schemas.xmlsoap.org/soap/envelope/';
export const REQUEST_NS = 'http://dancuquocgia.bca';
export const ANSWER_NS = 'http://www.mic.gov.vn/dancu/1.0';

/** An element with its local name and namespace resolved; `text` only where it has no children. */
export interface Element {
  name: string;
  namespace: string;
  text: string;
  children: Element[];
}

/** Becomes a SOAP 1.1 fault. `client` is the asker's mistake, `server` ours. */
export class SoapFault extends Error {
  readonly side: 'client' | 'server';
  readonly code: string;
  constructor(side: 'client' | 'server', code: string, message: string) {
    super(message);
    this.side = side;
    this.code = code;
  }
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: true,
  htmlEntities: true,
  processEntities: true,
});

type RawNode = Record<string, unknown>;

/** Reads the one element in the SOAP body; refuses document types, several bodies and foreign envelopes. */
export function readOperation(body: string): Element {
  if (body.includes('<!DOCTYPE') || body.includes('<!ENTITY')) {
    throw new SoapFault('client', 'DTD', 'Không nhận khai báo kiểu tài liệu');
  }
  const envelope = parse(body).find((element) => element.name === 'Envelope');
  if (envelope?.namespace !== SOAP_NS)
    throw new SoapFault('client', 'ENVELOPE', 'Không phải bản tin SOAP 1.1');
  const bodies = envelope.children.filter(
    (element) => element.name === 'Body' && element.namespace === SOAP_NS,
  );
  const operations = bodies.flatMap((element) => element.children);
  const [operation] = operations;
  if (!operation || operations.length !== 1) throw new SoapFault('client', 'BODY', 'Cần đúng một yêu cầu');
  if (operation.namespace !== REQUEST_NS) throw new SoapFault('client', 'NAMESPACE', 'Sai không gian tên');
  return operation;
}

function parse(body: string): Element[] {
  let nodes: RawNode[];
  try {
    nodes = parser.parse(body, true) as RawNode[];
  } catch {
    throw new SoapFault('client', 'XML', 'Bản tin XML không hợp lệ');
  }
  return toElements(nodes, { '': '' });
}

function toElements(nodes: readonly RawNode[], scope: Readonly<Record<string, string>>): Element[] {
  return nodes.flatMap((node) => {
    const tag = Object.keys(node).find((key) => key !== ':@' && key !== '#text' && !key.startsWith('?'));
    if (tag === undefined) return [];
    const attributes = (node[':@'] ?? {}) as Record<string, string>;
    const inner = { ...scope };
    for (const [key, value] of Object.entries(attributes)) {
      if (key === 'xmlns') inner[''] = value;
      else if (key.startsWith('xmlns:')) inner[key.slice(6)] = value;
    }
    const [prefix, local] = tag.includes(':') ? tag.split(':') : ['', tag];
    const content = (node[tag] ?? []) as RawNode[];
    const text = content.map((part) => (typeof part['#text'] === 'string' ? part['#text'] : '')).join('');
    return [
      {
        name: local ?? tag,
        namespace: inner[prefix ?? ''] ?? '',
        text,
        children: toElements(content, inner),
      },
    ];
  });
}

export interface FieldRule {
  name: string;
  optional?: boolean;
}

/** Asserts that children come in the order of the rules, none unknown, none required missing. */
export function assertOrder(parent: Element, rules: readonly FieldRule[]): Map<string, Element> {
  const found = new Map<string, Element>();
  let position = 0;
  for (const child of parent.children) {
    const index = rules.findIndex((rule, i) => i >= position && rule.name === child.name);
    if (index < 0)
      throw new SoapFault('client', 'ORDER', `Phần tử ${child.name} không đúng vị trí trong ${parent.name}`);
    demandNone(rules.slice(position, index), parent);
    found.set(child.name, child);
    position = index + 1;
  }
  demandNone(rules.slice(position), parent);
  return found;
}

function demandNone(skipped: readonly FieldRule[], parent: Element): void {
  const missing = skipped.find((rule) => !rule.optional);
  if (missing) throw new SoapFault('client', 'MISSING', `Thiếu phần tử ${missing.name} trong ${parent.name}`);
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export function wrapAnswer(operation: string, inner: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="${SOAP_NS}"><soapenv:Header/><soapenv:Body><ns1:${operation}Response xmlns:ns1="${ANSWER_NS}">${inner}</ns1:${operation}Response></soapenv:Body></soapenv:Envelope>`;
}

export function renderFault(fault: SoapFault): string {
  const side = fault.side === 'client' ? 'Client' : 'Server';
  return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="${SOAP_NS}"><soapenv:Body><soapenv:Fault><faultcode>soapenv:${side}</faultcode><faultstring>${escapeXml(fault.message)}</faultstring><detail><MaLoi>${escapeXml(fault.code)}</MaLoi></detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>`;
}
