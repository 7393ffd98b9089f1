// SPDX-License-Identifier: GPL-3.0-or-later
// WebSocket peer for the tests, on node's ws or on faye-websocket. Its paths are listed in peerprocess.h.
'use strict';

const fs = require('fs');
const http = require('http');
const https = require('https');
const {parseArgs} = require('util');
const {WebSocketServer} = require('ws');
const {FayeSocket} = require('./faye_socket.js');

const {values: options} = parseArgs({
    options: {
        port: {type: 'string', default: '0'},
        certificate: {type: 'string'},
        key: {type: 'string'},
        deflate: {type: 'boolean', default: false},
        unix: {type: 'string'},
        'client-ca': {type: 'string'},
        'newest-tls': {type: 'string'},
        faye: {type: 'boolean', default: false},
    },
});

const big = Buffer.alloc(16 * 1024 * 1024);
for (let i = 0; i < big.length; ++i)
    big[i] = i % 251;

function sendFragments(ws, binary, parts) {
    parts.forEach((part, i) => ws.send(part, {binary, fin: i === parts.length - 1}));
}

function flood(ws, count, size) {
    let number = 0;
    const more = () => {
        while (number < count && ws.readyState === ws.OPEN) {
            const message = String(number++).padEnd(size);
            if (ws.bufferedAmount > 1024 * 1024)
                return ws.send(message, () => setImmediate(more));
            ws.send(message);
        }
    };
    more();
}

const behaviours = {
    '/headers': (ws, request) => ws.send(JSON.stringify(request.headers)),
    '/fragments': (ws) => {
        sendFragments(ws, false, ['one ', 'two ', 'three']);
        sendFragments(ws, true, [Buffer.from([0, 1]), Buffer.from([2, 3]), Buffer.from([4, 5])]);
    },
    '/fragments-utf8': (ws) => {
        const text = Buffer.from('Grüße, 世界');
        sendFragments(ws, false, [text.subarray(0, 3), text.subarray(3, 10), text.subarray(10)]);
    },
    '/big': (ws) => ws.send(big),
    '/close': (ws, request, items) => {
        if (items.has('code'))
            ws.close(Number(items.get('code')), items.get('reason') ?? '');
        else
            ws.close();
    },
    '/ping': (ws) => ws.ping('hi'),
    '/terminate': (ws) => {
        ws.removeAllListeners('message');
        ws.once('message', () => ws.terminate());
    },
    '/halfmessage': (ws, request) => {
        const header = Buffer.from([0x82, 0x7f, 0, 0, 0, 0, 0, 0, 0, 0]);
        header.writeBigUInt64BE(1000000n, 2);
        request.socket.write(Buffer.concat([header, big.subarray(0, 1000)]), () => request.socket.destroy());
    },
    '/flood': (ws, request, items) => flood(ws, Number(items.get('count') ?? 10000), Number(items.get('size') ?? 64)),
};

function refuse(socket, status) {
    let extra = '';
    if (status === 401)
        extra = 'WWW-Authenticate: Basic realm="peer"\r\n';
    if (status >= 300 && status < 400)
        extra = 'Location: /echo\r\n';
    socket.end(`HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? 'Status'}\r\nX-Peer: node\r\n${extra}`
        + 'Content-Type: text/plain\r\nContent-Length: 8\r\nConnection: close\r\n\r\nrefused\n');
}

// What the request's X-Deflate has this end ask for, as ws calls it: "client_max_window_bits=9" is clientMaxWindowBits: 9.
function asked(request) {
    const parameters = {};
    for (const parameter of (request.headers['x-deflate'] ?? '').split(';').filter(Boolean)) {
        const [name, value] = parameter.trim().split('=');
        parameters[name.replace(/_(.)/g, (all, letter) => letter.toUpperCase())] = value ? Number(value) : true;
    }
    return parameters;
}

const serverFor = (request) => new WebSocketServer({
    noServer: true,
    maxPayload: 0,
    perMessageDeflate: options.deflate && {threshold: 0, ...asked(request)},
    handleProtocols: (offered) => request.url.startsWith('/subprotocol') && offered.has('chat.v2') ? 'chat.v2' : false,
});

function accept(request, socket, head, use) {
    if (options.faye)
        new FayeSocket(request, socket, head, request.url.startsWith('/subprotocol') ? ['chat.v2'] : [], use);
    else
        serverFor(request).handleUpgrade(request, socket, head, use);
}

function tlsOptions() {
    const tls = {cert: fs.readFileSync(options.certificate), key: fs.readFileSync(options.key)};
    if (options['client-ca'])
        Object.assign(tls, {ca: fs.readFileSync(options['client-ca']), requestCert: true, rejectUnauthorized: true});
    if (options['newest-tls'])
        Object.assign(tls, {minVersion: 'TLSv1', maxVersion: options['newest-tls'], ciphers: 'DEFAULT:@SECLEVEL=0'});
    return tls;
}

const server = options.certificate
    ? https.createServer(tlsOptions())
    : http.createServer();

function upgrade(request, socket, head) {
    const url = new URL(request.url, 'http://127.0.0.1');
    socket.on('error', () => {});
    if (url.pathname === '/refuse')
        return refuse(socket, Number(url.searchParams.get('status') ?? 403));
    accept(request, socket, head, (ws) => {
        ws.on('error', () => {});
        ws.on('message', (data, isBinary) => ws.send(data, {binary: isBinary}));
        behaviours[url.pathname]?.(ws, request, url.searchParams);
    });
}

server.on('upgrade', upgrade);
if (options.unix)
    http.createServer().on('upgrade', upgrade).listen(options.unix);
server.listen(Number(options.port), '127.0.0.1', () => console.log('PORT', server.address().port));
server.on('error', (error) => {
    console.error(String(error));
    process.exit(1);
});

// The end of stdin is the end of the test that started this.
process.stdin.on('end', () => process.exit(0));
process.stdin.resume();
