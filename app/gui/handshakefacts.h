// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

namespace sonde {

/// One thing that is known of a handshake.
struct Fact
{
    enum class Mark : quint8 { None, Good, Bad };

    QString label = {};
    QString text = {};
    QString note = {}; ///< What explains it.
    Mark mark = Mark::None;
    bool isCode = false; ///< The text is from the wire, or to be compared.
};

struct FactGroup
{
    QString title; ///< Empty for the first.
    QList<Fact> facts;
};

/// What the detail of a handshake's record tells, but for its blocks and times: how it ended and what was agreed on, the
/// redirects before it, the rules that it was held to, TLS and each certificate.
[[nodiscard]] QList<FactGroup> handshakeFacts(const QJsonObject &detail);

/// "✓" or "✕", or nothing.
[[nodiscard]] QString markText(Fact::Mark mark);

/// What is to be said where the detail has no `block` ("request" or "response").
[[nodiscard]] QString missingBlockText(const QJsonObject &detail, const QString &block);

} // namespace sonde
