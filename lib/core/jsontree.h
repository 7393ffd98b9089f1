// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jsonreader.h"
#include "core/result.h"

#include <QByteArrayView>
#include <QCoreApplication>

#include <limits>
#include <stop_token>
#include <vector>

namespace sonde {

/// The structure of a JSON text, flat and in document order: 32 bytes a value, with a hash of what the value means.
class JsonTree final
{
    Q_DECLARE_TR_FUNCTIONS(sonde::JsonTree)

public:
    using Token = JsonReader::Token;
    using Index = qint32;

    struct Node
    {
        Token token; ///< BeginObject, BeginArray, or a scalar's.
        Index next; ///< The first node behind this one and all in it: its next sibling, where it has one.
        qint32 begin; ///< In the text, in bytes.
        qint32 length;
        qint32 nameOffset; ///< Of the member's name, in bytes before `begin`; 0 where it is no member.
        /// Equal where the values are written alike but for white space and the order of members.
        quint64 hash;
    };

    /// Values that a text may have.
    static constexpr Index mostNodes = 4'000'000;

    /// Fails on what is not JSON, longer than 2 GB or of too many values. The tree refers to the text. What is made once
    /// stop was requested is not to be used.
    [[nodiscard]] static Result<JsonTree> parse(QByteArrayView text, const std::stop_token &stop = {});

    [[nodiscard]] const Node &node(Index index) const { return m_nodes[std::size_t(index)]; }
    [[nodiscard]] std::vector<Index> children(Index index) const;
    [[nodiscard]] QByteArrayView text(Index index) const;
    /// Of a member, as it is written, with its quotation marks.
    [[nodiscard]] QByteArrayView name(Index index) const;

private:
    class Builder;

    QByteArrayView m_text;
    std::vector<Node> m_nodes; ///< The first is the whole.
};

} // namespace sonde
