// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interop/exportprofile.h"

#include <QHash>

namespace sonde {

/// Words that stand for values of the environment in texts on their way to a writer. They are made of small letters and
/// digits alone, so that they come through whatever is done to an address.
class EnvironmentWords final
{
public:
    [[nodiscard]] QString wordFor(const QString &variable); ///< Of the environment.
    /// The variable is called after the secret, or after `name`; it is the same for the same secret.
    [[nodiscard]] QString wordForSecret(const QString &secret, const QString &name = {});

    struct Piece
    {
        QString text; ///< Or the variable's name.
        bool isVariable = false;
    };
    /// `text` at its words. There is none of nothing.
    [[nodiscard]] QList<Piece> split(const QString &text) const;
    [[nodiscard]] bool isIn(const QString &text) const;

private:
    [[nodiscard]] QString makeWord(const QString &name, const QString &key);

    QStringList m_names; ///< By the words' numbers.
    QHash<QString, QString> m_words; ///< By their keys.
};

/// What a writer has to say; texts may hold words of the environment.
struct ExportCall
{
    bool isSecure = false;
    QString host; ///< Host and port, path and query as they go out.
    QString target;
    QList<Field> headers; ///< Each name once; without Origin.
    QString origin;
    ConnectionOptions options; ///< Its auth is None, Basic or Digest: others are in the headers and the address.
    QList<SavedMessage> messages; ///< That go out on opening.
    QStringList notes; ///< Comments.
    EnvironmentWords words;

    [[nodiscard]] QString url(const QString &scheme) const { return scheme + u"://" + host + target; }
    [[nodiscard]] QString webSocketUrl() const;
    [[nodiscard]] bool usesPkcs12() const;
    [[nodiscard]] bool hasProxy() const;
    /// "http://user:password@host:port"
    [[nodiscard]] QString proxyUrl(bool withLogin = true) const;
};

/// Comments on what a tool can't do. Each is said where the profile asks for it.
enum class Lacks : quint16 {
    Messages = 1,
    BinaryMessages = 2,
    Repeating = 4,
    KeepAlive = 8,
    HandshakeTimeout = 16,
    CaFile = 32,
    ClientCertificate = 64,
    Pkcs12 = 128,
    Pem = 256,
    MinVersion = 512,
    ServerName = 1024,
    HttpProxy = 2048,
    SocksProxy = 4096,
    SocksLogin = 8192,
    Digest = 16384,
    NoProxy = 32768,
};
Q_DECLARE_FLAGS(Lack, Lacks)
Q_DECLARE_OPERATORS_FOR_FLAGS(Lack)

/// The call's own notes, and what `tool` lacks of it.
[[nodiscard]] QStringList comments(const ExportCall &call, const QString &tool, Lack lack);

[[nodiscard]] Result<ExportCall> makeCall(const Profile &profile, const ExpandFor &expand);

[[nodiscard]] QString writeCurl(const ExportCall &call);
[[nodiscard]] QString writeWscat(const ExportCall &call);
[[nodiscard]] QString writeWebsocat(const ExportCall &call);
[[nodiscard]] QString writeJavaScript(const ExportCall &call);
[[nodiscard]] QString writePython(const ExportCall &call);

} // namespace sonde
