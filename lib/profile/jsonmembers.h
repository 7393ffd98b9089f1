// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/jsonvalue.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QLatin1StringView>
#include <QSet>
#include <QStringList>

#include <algorithm>
#include <chrono>
#include <concepts>
#include <span>

/// How a struct is kept as a JSON object. `visit(visitor, value)`, which is found by the struct's namespace, names each
/// member once: key, member, default and, of numbers, the range. The visitors below are what can be done with that.
namespace sonde {

/// Of an enum's values, in their order.
using JsonNames = std::span<const QLatin1StringView>;

/// To let one visit() take a constant and a variable.
template <typename T, typename Of>
concept Either = std::same_as<std::remove_cvref_t<T>, Of>;

/// What is an object of its own in a file: `template <> inline constexpr bool IsJsonGroup<T> = true;`
template <typename T>
inline constexpr bool IsJsonGroup = false;
template <typename T>
concept JsonGroup = IsJsonGroup<T>;

struct JsonTexts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Profile)
};

/// Takes values into a JSON object, leaving out the defaults.
class JsonSaver final
{
public:
    void operator()(const QString &key, const bool &value, bool initial) { put(key, value, initial); }
    void operator()(const QString &key, const QString &value, const QString &initial) { put(key, value, initial); }
    void operator()(const QString &key, const int &value, int initial, int, int) { put(key, value, initial); }
    void operator()(const QString &key, const quint16 &value, quint16 initial, quint16, quint16)
    {
        put(key, int(value), int(initial));
    }
    void operator()(const QString &key, const qint64 &value, qint64 initial, qint64, qint64)
    {
        put(key, value, initial);
    }
    void operator()(const QString &key, const double &value, double initial, double, double)
    {
        put(key, value, initial);
    }
    void operator()(const QString &key, const std::chrono::milliseconds &value, std::chrono::milliseconds initial,
                    std::chrono::milliseconds, std::chrono::milliseconds)
    {
        put(key, qint64(value.count()), qint64(initial.count()));
    }
    void operator()(const QString &key, const QStringList &value)
    {
        if (!value.isEmpty())
            object.insert(key, QJsonArray::fromStringList(value));
    }
    template <typename E>
    void operator()(const QString &key, const E &value, E initial, JsonNames names)
    {
        put(key, QString(names[size_t(value)]), QString(names[size_t(initial)]));
    }
    template <JsonGroup T>
    void operator()(const QString &key, const T &group)
    {
        JsonSaver saver;
        visit(saver, group);
        if (!saver.object.isEmpty())
            object.insert(key, saver.object);
    }
    template <typename T>
    void operator()(const QString &key, const QList<T> &list)
    {
        QJsonArray array;
        for (const T &item : list) {
            JsonSaver saver;
            visit(saver, item);
            array.append(saver.object);
        }
        if (!array.isEmpty())
            object.insert(key, array);
    }

    QJsonObject object;

private:
    template <typename T>
    void put(const QString &key, const T &value, const T &initial)
    {
        if (value != initial)
            object.insert(key, QJsonValue(value));
    }
};

/// Takes values out of a JSON object.
class JsonLoader final
{
public:
    explicit JsonLoader(const QJsonObject &source)
        : m_source(source)
    {
    }

    void operator()(const QString &key, bool &value, bool initial) { value = m_source[key].toBool(initial); }
    void operator()(const QString &key, QString &value, const QString &initial)
    {
        value = m_source[key].toString(initial);
    }
    void operator()(const QString &key, int &value, int initial, int low, int high)
    {
        value = int(boundedNumber(m_source[key], initial, low, high));
    }
    void operator()(const QString &key, quint16 &value, quint16 initial, quint16 low, quint16 high)
    {
        value = quint16(boundedNumber(m_source[key], initial, low, high));
    }
    void operator()(const QString &key, qint64 &value, qint64 initial, qint64 low, qint64 high)
    {
        value = boundedNumber(m_source[key], initial, low, high);
    }
    void operator()(const QString &key, double &value, double initial, double low, double high)
    {
        value = std::clamp(m_source[key].toDouble(initial), low, high);
    }
    void operator()(const QString &key, std::chrono::milliseconds &value, std::chrono::milliseconds initial,
                    std::chrono::milliseconds low, std::chrono::milliseconds high)
    {
        value = std::chrono::milliseconds(boundedNumber(m_source[key], initial.count(), low.count(), high.count()));
    }
    void operator()(const QString &key, QStringList &value)
    {
        for (const QJsonValue &item : m_source[key].toArray()) {
            if (item.isString())
                value << item.toString();
        }
    }
    template <typename E>
    void operator()(const QString &key, E &value, E initial, JsonNames names)
    {
        const auto name = std::ranges::find(names, m_source[key].toString());
        value = name == names.end() ? initial : E(name - names.begin());
    }
    template <JsonGroup T>
    void operator()(const QString &key, T &group)
    {
        const QJsonObject object = m_source[key].toObject();
        visit(JsonLoader(object), group);
    }
    template <typename T>
    void operator()(const QString &key, QList<T> &list)
    {
        for (const QJsonValue &value : m_source[key].toArray()) {
            if (!value.isObject())
                continue;
            const QJsonObject object = value.toObject();
            T item;
            visit(JsonLoader(object), item);
            list.append(item);
        }
    }

private:
    const QJsonObject &m_source;
};

/// Looks for what JsonLoader would pass over.
class JsonChecker final
{
public:
    JsonChecker(const QJsonObject &source, QString path)
        : m_source(source)
        , m_path(std::move(path))
    {
    }

    void operator()(const QString &key, const bool &, bool)
    {
        require(key, QJsonValue::Bool, JsonTexts::tr("It must be true or false."));
    }
    void operator()(const QString &key, const QString &, const QString &)
    {
        require(key, QJsonValue::String, JsonTexts::tr("It must be a text."));
    }
    template <typename T>
    void operator()(const QString &key, const T &, T, T low, T high)
    {
        checkNumber(key, numberOf(low), numberOf(high));
    }
    void operator()(const QString &key, const double &, double, double low, double high)
    {
        const QString reason = JsonTexts::tr("It must be a number from %1 to %2.").arg(low).arg(high);
        const bool isNumber = require(key, QJsonValue::Double, reason);
        if (isNumber && (m_source[key].toDouble() < low || m_source[key].toDouble() > high))
            note(m_path + u'.' + key, reason);
    }
    void operator()(const QString &key, const QStringList &)
    {
        checkItems(key, QJsonValue::String, JsonTexts::tr("It must be a text."));
    }
    template <typename E>
    void operator()(const QString &key, const E &, E, JsonNames names)
    {
        QStringList list;
        for (const QLatin1String name : names)
            list << u'"' + name + u'"';
        const QString reason = JsonTexts::tr("It must be one of %1.").arg(list.join(QStringLiteral(", ")));
        if (require(key, QJsonValue::String, reason)
            && std::ranges::find(names, m_source[key].toString()) == names.end())
            note(m_path + u'.' + key, reason);
    }
    template <JsonGroup T>
    void operator()(const QString &key, const T &group)
    {
        if (require(key, QJsonValue::Object, JsonTexts::tr("It must be an object.")))
            descend(m_source[key].toObject(), QStringLiteral("%1.%2").arg(m_path, key), group);
    }
    template <typename T>
    void operator()(const QString &key, const QList<T> &)
    {
        checkItems(key, QJsonValue::Object, JsonTexts::tr("It must be an object."));
        const QJsonArray array = m_source[key].toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            descend(array[i].toObject(), QStringLiteral("%1.%2[%3]").arg(m_path, key).arg(i), T());
    }

    /// Of what was visited, or an unknown member.
    [[nodiscard]] std::optional<JsonMistake> mistake() const
    {
        if (m_mistake)
            return m_mistake;
        for (const QString &key : m_source.keys()) {
            if (!m_known.contains(key))
                return JsonMistake{m_path + QStringLiteral("[\"%1\"]").arg(key),
                                   JsonTexts::tr("There is no such member.")};
        }
        return std::nullopt;
    }

private:
    static qint64 numberOf(qint64 value) { return value; }
    static qint64 numberOf(std::chrono::milliseconds value) { return value.count(); }

    template <typename T>
    void descend(const QJsonObject &object, const QString &path, const T &value)
    {
        JsonChecker checker(object, path);
        visit(checker, value);
        if (!m_mistake)
            m_mistake = checker.mistake();
    }
    void note(const QString &path, const QString &reason)
    {
        if (!m_mistake)
            m_mistake = JsonMistake{path, reason};
    }
    bool require(const QString &key, QJsonValue::Type type, const QString &reason)
    {
        m_known.insert(key);
        if (!m_source.contains(key))
            return false;
        if (m_source[key].type() != type)
            note(m_path + u'.' + key, reason);
        return m_source[key].type() == type;
    }
    void checkNumber(const QString &key, qint64 low, qint64 high)
    {
        const QString reason = JsonTexts::tr("It must be a whole number from %1 to %2.").arg(low).arg(high);
        if (!require(key, QJsonValue::Double, reason))
            return;
        const qint64 number = m_source[key].toInteger(low - 1);
        if (number < low || number > high)
            note(m_path + u'.' + key, reason);
    }
    void checkItems(const QString &key, QJsonValue::Type type, const QString &reason)
    {
        if (!require(key, QJsonValue::Array, JsonTexts::tr("It must be a list.")))
            return;
        const QJsonArray array = m_source[key].toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            if (array[i].type() != type)
                note(QStringLiteral("%1.%2[%3]").arg(m_path, key).arg(i), reason);
        }
    }

    const QJsonObject &m_source;
    const QString m_path;
    QSet<QString> m_known;
    std::optional<JsonMistake> m_mistake;
};

} // namespace sonde
