// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/foreignvalues.h"

#include "core/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

bool isEnabled(const QJsonObject &object)
{
    return !object[u"disabled"].toBool() && object[u"enabled"].toBool(true) && object[u"active"].toBool(true);
}

/// A value in OpenCollection may be {type, data}.
QJsonValue plain(const QJsonValue &value)
{
    return value.isObject() && value.toObject().contains(u"data"_s) ? value.toObject().value(u"data"_s) : value;
}

bool isBase64(const QString &text)
{
    return QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors).decodingStatus
        == QByteArray::Base64DecodingStatus::Ok;
}

} // namespace

QString textOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Bool:
        return value.toBool() ? u"true"_s : u"false"_s;
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    case QJsonValue::Double: { // as in an array, which knows whole numbers from others
        const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        return QString::fromLatin1(array.mid(1, array.size() - 2));
    }
    default:
        return {};
    }
}

QString textOf(const QJsonObject &object, std::initializer_list<QStringView> keys)
{
    for (const QStringView key : keys) {
        const QJsonValue value = object[key];
        if (!value.isUndefined() && !value.isNull())
            return textOf(value);
    }
    return {};
}

QList<Field> foreignFields(const QJsonValue &list)
{
    QList<Field> fields;
    const QJsonObject members = list.toObject();
    for (auto it = members.begin(); it != members.end(); ++it)
        fields.append({it.key(), textOf(it.value())});
    for (const QJsonValue &item : list.toArray()) {
        const QJsonObject object = item.toObject();
        const QString name = textOf(object, {u"name", u"key"});
        if (!name.isEmpty())
            fields.append({name, textOf(plain(object[u"value"])), isEnabled(object)});
    }
    return fields;
}

QList<ForeignVariable> foreignVariables(const QJsonValue &list)
{
    QList<ForeignVariable> variables;
    const QJsonObject members = list.toObject();
    for (auto it = members.begin(); it != members.end(); ++it)
        variables.append({it.key(), textOf(it.value())});
    for (const QJsonValue &item : list.toArray()) {
        const QJsonObject object = item.toObject();
        const bool isSecret = object[u"secret"].toBool() || object[u"type"].toString() == u"secret";
        const QString name = textOf(object, {u"name", u"key", u"id"});
        QString value = textOf(plain(object[u"value"]));
        for (const QStringView key : {u"currentValue", u"initialValue"}) {
            if (value.isEmpty())
                value = textOf(object[key]);
        }
        if (!name.isEmpty())
            variables.append({name, value, isEnabled(object), isSecret});
    }
    return variables;
}

ForeignAuth foreignAuth(const QString &type, const QJsonObject &members)
{
    ForeignAuth auth{type};
    const bool isApiKey = type.startsWith(u"api", Qt::CaseInsensitive);
    const bool isOAuth = type.startsWith(u"oauth", Qt::CaseInsensitive);
    const QJsonObject client = members[u"credentials"].toObject(); // of OpenCollection
    const QString place = textOf(members, {u"in", u"addTo", u"placement"});
    auth.user = textOf(members, {u"clientId", u"client_id", u"clientID"});
    auth.password = textOf(members, {u"clientSecret", u"client_secret"});
    if (isOAuth && auth.user.isEmpty()) {
        auth.user = textOf(client, {u"clientId"});
        auth.password = textOf(client, {u"clientSecret"});
    }
    if (!isOAuth) {
        auth.user = textOf(members, {u"username"});
        auth.password = textOf(members, {u"password"});
    }
    auth.token = isApiKey ? textOf(members, {u"value"}) : textOf(members, {u"token", u"accessToken", u"access_token"});
    auth.prefix = textOf(members, {u"prefix", u"headerPrefix", u"tokenPrefix"}).trimmed();
    auth.keyName = textOf(members, {u"key"});
    auth.isInQuery = place.startsWith(u"query", Qt::CaseInsensitive);
    auth.grant = textOf(members, {u"grantType", u"grant_type", u"flow"});
    auth.tokenUrl =
        textOf(members, {u"accessTokenUrl", u"access_token_url", u"accessTokenURL", u"tokenEndpoint", u"authEndpoint"});
    auth.scope = textOf(members, {u"scope", u"scopes"});
    return auth;
}

SavedMessage foreignMessage(const QString &name, const QString &text, const QString &kind)
{
    SavedMessage message;
    message.name = name.simplified().left(80);
    message.text = text;
    const QString lower = kind.toLower();
    const bool mayBeJson = lower.contains(u"json") || (lower.isEmpty() && text.contains(u'{'));
    if (lower == u"hex")
        message.kind = MessageKind::Hex;
    else if (lower == u"base64" || (lower == u"binary" && isBase64(text)))
        message.kind = MessageKind::Base64;
    else if (mayBeJson && checkJson(text.toUtf8())) // variables outside of quotes make it text
        message.kind = MessageKind::Json;
    return message;
}

bool looksSecret(const QString &name)
{
    static const QRegularExpression pattern(
        u"authorization|token|secret|passw|passphrase|api[-_ ]?key|access[-_ ]?key|private[-_ ]?key|credential|cookie|"
        "session|jwt|bearer|signature"_s,
        QRegularExpression::CaseInsensitiveOption);
    return pattern.match(name).hasMatch();
}

bool isHandshakeHeader(const QString &name)
{
    static const QStringList names{u"connection"_s,
                                   u"upgrade"_s,
                                   u"host"_s,
                                   u"content-length"_s,
                                   u"sec-websocket-key"_s,
                                   u"sec-websocket-version"_s,
                                   u"sec-websocket-extensions"_s,
                                   u"sec-websocket-accept"_s};
    return names.contains(name.toLower());
}

} // namespace sonde
