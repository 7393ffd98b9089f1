// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/comparison.h"

#include <QAbstractTableModel>

#include <memory>

namespace sonde {

/// Rows of a comparison, of which some are differences to walk through. The last two columns are what stands before and
/// after, or are part of it; the text of a cell is cut to what can be read in a line.
class CompareModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        TintRole = Qt::UserRole, ///< Tint, as int.
        MarkBeginRole, ///< Where in the text the part begins that differs …
        MarkLengthRole, ///< … and its length.
        MonospacedRole, ///< Payload, or a number that is compared.
    };
    enum class Tint { None, Removed, Added, Muted };

    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] virtual qsizetype differences() const = 0;
    /// The row where a difference begins.
    [[nodiscard]] virtual int rowOf(qsizetype difference) const = 0;
    /// The last difference that begins at or above the row; -1 for none.
    [[nodiscard]] virtual qsizetype differenceAt(int row) const = 0;
    /// What stands on either side, not cut.
    [[nodiscard]] virtual QString before(int row) const = 0;
    [[nodiscard]] virtual QString after(int row) const = 0;
    /// The row as text for the clipboard, without a line feed at its end.
    [[nodiscard]] virtual QString copied(int row) const = 0;

protected:
    /// Text of a cell, with what differs in it.
    struct Cell
    {
        QString text = {};
        qsizetype begin = 0;
        qsizetype length = 0;
    };
    /// One line that can be read, of which the part between the ends is marked; without ends nothing is.
    [[nodiscard]] static Cell cell(QByteArrayView bytes, const CommonEnds *ends = nullptr);
    [[nodiscard]] static QVariant cellData(const Cell &cell, Tint tint, int role);
    /// What both sides of a row have in common. Remembers the last row, because a view asks for each cell and role anew
    /// and a line may have megabytes.
    [[nodiscard]] const CommonEnds &ends(int row, QByteArrayView before, QByteArrayView after) const;
    void forgetEnds() { m_endsRow = -1; }

private:
    mutable int m_endsRow = -1;
    mutable CommonEnds m_ends;
};

/// The differences of two JSON texts, one a row.
class JsonCompareModel final : public CompareModel
{
    Q_OBJECT

public:
    enum Column { Change, Path, Before, After, ColumnCount };

    /// `comparison` must have `json`.
    explicit JsonCompareModel(std::shared_ptr<const Comparison> comparison, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] qsizetype differences() const override { return rowCount(); }
    [[nodiscard]] int rowOf(qsizetype difference) const override { return int(difference); }
    [[nodiscard]] qsizetype differenceAt(int row) const override { return row; }
    [[nodiscard]] QString before(int row) const override;
    [[nodiscard]] QString after(int row) const override;
    [[nodiscard]] QString copied(int row) const override;

private:
    [[nodiscard]] const JsonDifference &at(int row) const;
    [[nodiscard]] Cell valueCell(int row, Column column) const;

    std::shared_ptr<const Comparison> m_comparison;
};

/// The lines of two texts side by side. Equal lines far from a difference are folded into a row that unfold() replaces.
class LineCompareModel final : public CompareModel
{
    Q_OBJECT

public:
    enum Column { BeforeNumber, Before, AfterNumber, After, ColumnCount };

    /// Of a row of bytes: in hexadecimal, and as characters.
    static constexpr int DumpCharacters = 65;

    explicit LineCompareModel(std::shared_ptr<const Comparison> comparison, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] qsizetype differences() const override { return std::ssize(m_starts); }
    [[nodiscard]] int rowOf(qsizetype difference) const override { return m_starts[std::size_t(difference)]; }
    [[nodiscard]] qsizetype differenceAt(int row) const override;
    [[nodiscard]] QString before(int row) const override;
    [[nodiscard]] QString after(int row) const override;
    [[nodiscard]] QString copied(int row) const override;

    /// Shows the lines that a row stands for; does nothing where it is none that does.
    void unfold(int row);

private:
    /// Lines, by their index; -1 where there is none.
    struct Row
    {
        qint32 before = -1;
        qint32 after = -1;
        qint32 folded = 0; ///< So many equal lines from there on are folded.
        bool isEqual = false;
    };

    void addEqual(qsizetype before, qsizetype after, qsizetype count, bool isFirst, bool isLast);
    void addHunk(const Hunk &hunk);
    void findStarts();
    [[nodiscard]] Cell textCell(int index, Column column) const;
    [[nodiscard]] Cell bytesCell(const Row &row, const Lines &lines, qint32 line) const;
    /// The line's number, or the bytes' offset.
    [[nodiscard]] QString number(const Lines &lines, qint32 line, const Row &row, QChar sign) const;
    [[nodiscard]] QString whole(const Lines &lines, qint32 line) const;
    [[nodiscard]] const Row &at(int row) const { return m_rows[std::size_t(row)]; }

    std::shared_ptr<const Comparison> m_comparison;
    std::vector<Row> m_rows;
    std::vector<int> m_starts; ///< The first row of each hunk.
};

} // namespace sonde
