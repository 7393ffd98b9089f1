// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArrayView>
#include <QCoreApplication>
#include <QString>

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace sonde {

class JsonReader;

/// A way into a JSON text, as in $.a.b[0]["c d"]; [*] and .* go to all elements of an array and members of an object.
/// The part of JSONPath (RFC 9535) that needs no filters and no slices.
class JsonPath final
{
    Q_DECLARE_TR_FUNCTIONS(sonde::JsonPath)

public:
    /// The error's position is in characters of `text`.
    [[nodiscard]] static Result<JsonPath> parse(QStringView text);
    /// How many characters at the beginning of `text` are a path or would be one; 0 where it does not begin with one.
    [[nodiscard]] static qsizetype extent(QStringView text);

    /// The bytes of the first value that it leads to, as they are written. Of the text no more is read and checked than
    /// needed.
    [[nodiscard]] std::optional<QByteArrayView> find(QByteArrayView json) const;
    /// Calls `visit` for each value that it leads to until that returns true; whether it did.
    [[nodiscard]] bool findAny(QByteArrayView json, const std::function<bool(QByteArrayView)> &visit) const;

private:
    struct Step
    {
        enum class To { Name, Index, All };
        To to = To::All;
        QString name = {};
        QByteArray written = {}; ///< The name as JSON without escapes, with its quotation marks.
        qsizetype index = 0;
    };
    using Visit = std::function<bool(QByteArrayView)>;

    JsonPath() = default;
    [[nodiscard]] static Step toName(const QString &name);
    [[nodiscard]] static Result<Step> parseDot(QStringView text, qsizetype &at);
    [[nodiscard]] static Result<Step> parseBracket(QStringView text, qsizetype &at);
    [[nodiscard]] static bool isNamed(QByteArrayView written, const Step &step);
    [[nodiscard]] bool walk(JsonReader &reader, std::span<const Step> steps, const Visit &visit) const;
    [[nodiscard]] bool walkObject(JsonReader &reader, std::span<const Step> steps, const Visit &visit) const;
    [[nodiscard]] bool walkArray(JsonReader &reader, std::span<const Step> steps, const Visit &visit) const;

    std::vector<Step> m_steps;
    bool m_isBranching = false; ///< Leads to more than one value.
};

} // namespace sonde
