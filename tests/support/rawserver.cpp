// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rawserver.h"

#include <QCryptographicHash>
#include <QFile>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTimer>
#include <QtEndian>

#include <sys/socket.h>

namespace sonde {

namespace {

constexpr QByteArrayView Mask("\x37\xfa\x21\x3d");

QByteArray turned(QByteArray payload, QByteArrayView mask)
{
    for (qsizetype i = 0; i < payload.size(); ++i)
        payload[i] = static_cast<char>(payload.at(i) ^ mask.at(i % 4));
    return payload;
}

/// The frame that begins at `begin`, and where it ends; nothing if it isn't whole.
std::optional<std::pair<RawFrame, qsizetype>> frameAt(const QByteArray &bytes, qsizetype begin)
{
    const auto byte = [&](qsizetype i) { return static_cast<quint8>(bytes.at(begin + i)); };
    qsizetype pos = 2;
    if (bytes.size() - begin < pos)
        return {};
    quint64 length = byte(1) & 0x7F;
    const qsizetype extended = length == 126 ? 2 : length == 127 ? 8 : 0;
    const qsizetype maskSize = (byte(1) & 0x80) != 0 ? 4 : 0;
    if (bytes.size() - begin < pos + extended + maskSize)
        return {};
    if (extended > 0)
        length = 0;
    for (qsizetype i = 0; i < extended; ++i)
        length = length << 8 | byte(pos + i);
    pos += extended + maskSize;
    if (static_cast<quint64>(bytes.size() - begin - pos) < length)
        return {};
    RawFrame frame{static_cast<Opcode>(byte(0) & 0x0F), bytes.sliced(begin + pos, static_cast<qsizetype>(length)),
                   (byte(0) & 0x80) != 0, maskSize > 0, static_cast<quint8>(byte(0) >> 4 & 7)};
    if (frame.masked)
        frame.payload = turned(frame.payload, QByteArrayView(bytes).sliced(begin + pos - 4, 4));
    return std::pair(frame, begin + pos + static_cast<qsizetype>(length));
}

QByteArray readFile(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("RawServer can't read %s", qPrintable(fileName));
    return file.readAll();
}

QTcpServer *tlsServer(const RawServer::Tls &tls, QObject *parent)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromData(readFile(tls.certificateFile)));
    QSslKey key(readFile(tls.keyFile), QSsl::Ec);
    configuration.setPrivateKey(key.isNull() ? QSslKey(readFile(tls.keyFile), QSsl::Rsa) : key);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    auto *server = new QSslServer(parent);
    server->setSslConfiguration(configuration);
    return server;
}

} // namespace

QByteArray RawFrame::bytes() const
{
    const quint64 length = claimedLength.value_or(static_cast<quint64>(payload.size()));
    QByteArray out;
    out += static_cast<char>((fin ? 0x80 : 0) | (rsv & 7) << 4 | static_cast<quint8>(opcode));
    const int maskBit = masked ? 0x80 : 0;
    QByteArray extended;
    if (length < 126) {
        out += static_cast<char>(maskBit | static_cast<int>(length));
    } else if (length <= 0xFFFF) {
        out += static_cast<char>(maskBit | 126);
        extended.resize(2);
        qToBigEndian(static_cast<quint16>(length), extended.data());
    } else {
        out += static_cast<char>(maskBit | 127);
        extended.resize(8);
        qToBigEndian(length, extended.data());
    }
    out += extended;
    return masked ? QByteArray(out + Mask + turned(payload, Mask)) : QByteArray(out + payload);
}

QList<RawFrame> rawFrames(const QByteArray &bytes)
{
    QList<RawFrame> result;
    for (auto next = frameAt(bytes, 0); next; next = frameAt(bytes, next->second))
        result.append(next->first);
    return result;
}

RawClient::RawClient(QTcpSocket *socket, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
{
    m_socket->setParent(this);
    connect(m_socket, &QTcpSocket::readyRead, this, &RawClient::readSome);
    connect(m_socket, &QTcpSocket::disconnected, this, &RawClient::disconnected);
}

void RawClient::begin()
{
    if (m_socket->bytesAvailable() > 0)
        readSome();
}

QByteArray RawClient::header(QByteArrayView name) const
{
    for (const QByteArray &line : m_request.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.sliced(colon + 1).trimmed();
    }
    return {};
}

QByteArray RawClient::acceptValue() const
{
    const QByteArray keyed = header("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    return QCryptographicHash::hash(keyed, QCryptographicHash::Sha1).toBase64();
}

bool RawClient::isConnected() const
{
    return m_socket->state() == QAbstractSocket::ConnectedState;
}

qint64 RawClient::unsentBytes() const
{
    const auto *tls = qobject_cast<const QSslSocket *>(m_socket);
    return m_socket->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

void RawClient::send(const QByteArray &bytes)
{
    if (isConnected())
        m_socket->write(bytes);
}

void RawClient::accept(const RawAccept &answer)
{
    const QByteArray acceptance = answer.acceptValue ? *answer.acceptValue : acceptValue();
    QList<Header> headers{{"Upgrade", answer.upgrade},
                          {"Connection", answer.connection},
                          {"Sec-WebSocket-Accept", acceptance},
                          {"Sec-WebSocket-Protocol", answer.subprotocol}};
    headers += answer.more;
    QByteArray text = answer.statusLine + "\r\n";
    for (const Header &header : headers) {
        if (!header.value.isNull())
            text += header.name + ": " + header.value + "\r\n";
    }
    send(text + "\r\n");
}

void RawClient::refuse(int status, const QList<Header> &headers, const QByteArray &body)
{
    QByteArray text = "HTTP/1.1 " + QByteArray::number(status) + " Refused\r\n";
    for (const Header &header : headers)
        text += header.name + ": " + header.value + "\r\n";
    send(text + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

void RawClient::sendClose(quint16 code, const QByteArray &reason)
{
    QByteArray payload(2, Qt::Uninitialized);
    qToBigEndian(code, payload.data());
    sendFrame(Opcode::Close, payload + reason);
}

void RawClient::finish()
{
    m_socket->disconnectFromHost();
}

void RawClient::halfClose()
{
    m_socket->flush();
    ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
}

void RawClient::reset()
{
    while (unsentBytes() > 0 && m_socket->flush()) {}
    const linger lingering{1, 0};
    ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &lingering, sizeof lingering);
    m_socket->abort();
}

void RawClient::stopReading()
{
    m_reading = false;
    m_socket->setReadBufferSize(1);
}

void RawClient::after(std::chrono::milliseconds delay, std::function<void()> step)
{
    QTimer::singleShot(delay, Qt::PreciseTimer, this, [this, step = std::move(step)] {
        if (isConnected())
            step();
    });
}

void RawClient::readSome()
{
    if (!m_reading)
        return;
    m_received += m_socket->readAll();
    if (m_request.isEmpty()) {
        const qsizetype end = m_received.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        m_request = m_received.first(end + 4);
        m_received.remove(0, end + 4);
        emit requestReceived();
    }
    if (m_received.isEmpty())
        return;
    emit bytesReceived();
    while (m_frameHandler) {
        const auto next = frameAt(m_received, m_parsed);
        if (!next)
            return;
        m_parsed = next->second;
        m_frameHandler(next->first);
    }
}

RawServer::RawServer(QObject *parent)
    : QObject(parent)
    , m_server(new QTcpServer(this))
{
    listen();
}

RawServer::RawServer(const Tls &tls, QObject *parent)
    : QObject(parent)
    , m_server(tlsServer(tls, this))
    , m_tls(true)
{
    listen();
}

void RawServer::listen()
{
    connect(m_server, &QTcpServer::pendingConnectionAvailable, this, &RawServer::takeConnections);
    m_server->setProxy(QNetworkProxy::NoProxy);
    if (!m_server->listen(QHostAddress::LocalHost))
        qFatal("RawServer can't listen: %s", qPrintable(m_server->errorString()));
}

quint16 RawServer::port() const
{
    return m_server->serverPort();
}

QUrl RawServer::url(const QString &path) const
{
    const QString scheme = m_tls ? QStringLiteral("wss") : QStringLiteral("ws");
    return QUrl(QStringLiteral("%1://127.0.0.1:%2%3").arg(scheme, QString::number(port()), path));
}

RawClient *RawServer::client() const
{
    return m_clients.isEmpty() ? nullptr : m_clients.last();
}

void RawServer::stopListening()
{
    m_server->close();
}

void RawServer::takeConnections()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        auto *client = new RawClient(socket, this);
        m_clients.append(client);
        connect(client, &RawClient::requestReceived, this, [this, client] {
            m_request = client->request();
            if (m_requestScript)
                m_requestScript(*client);
            emit requestReceived(client);
        });
        connect(client, &RawClient::disconnected, this, [this, client] { emit disconnected(client); });
        if (m_connectionScript)
            m_connectionScript(*client);
        emit connected(client);
        client->begin();
    }
}

} // namespace sonde
