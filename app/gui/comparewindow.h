// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"
#include "core/comparison.h"

#include <QDialog>

#include <memory>
#include <thread>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTabBar;
class QTableView;

namespace sonde {

class CompareModel;
class ElidedLabel;
class LineCompareModel;

/// Two messages and where they differ: JSON by structure, and everything line by line. Not modal; the work is done in a
/// thread of its own, which ends with the window.
class CompareWindow final : public QDialog
{
    Q_OBJECT

public:
    enum View { Structure, ByLine };

    /// The record with the smaller number is what stands before. Of a payload no more than Comparison::mostBytes are
    /// looked at, so it need not be longer.
    CompareWindow(const Record &a, const QByteArray &payloadA, const Record &b, const QByteArray &payloadB,
                  QWidget *parent = nullptr);
    ~CompareWindow() override;

private:
    QWidget *makeHeads(const Record &before, const Record &after);
    QWidget *makeBar();
    void setUpTable();
    void addKeys();
    void start(const QByteArray &before, const QByteArray &after);
    void cancel();
    void showResult(std::shared_ptr<const Comparison> comparison);
    void showView(int view);
    void setUpColumns();
    void showRow(int row);
    void walk(int step);
    void activate(int row);
    void copy();
    [[nodiscard]] QString verdict() const;
    [[nodiscard]] QString note() const;
    void refreshPosition();

    const bool m_isPayloadCut;
    ElidedLabel *m_verdict;
    ElidedLabel *m_note;
    QTabBar *m_views;
    QLabel *m_position;
    QPushButton *m_previous;
    QPushButton *m_next;
    QPushButton *m_copy;
    QPushButton *m_cancel;
    QTableView *m_table;
    QPlainTextEdit *m_before;
    QPlainTextEdit *m_after;
    std::shared_ptr<const Comparison> m_comparison;
    CompareModel *m_structure = nullptr; ///< Null where the messages are not both JSON.
    LineCompareModel *m_lines = nullptr;
    std::jthread m_worker;
};

} // namespace sonde
