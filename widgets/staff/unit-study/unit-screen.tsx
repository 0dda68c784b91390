import "./unit-study.css";
import type { RecordList } from "../../../functions/group-study-records/contract.ts";
import { api } from "../shell/api.ts";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { Records, recordsPath } from "./record-list.tsx";

/** `#/unit-study/:unit`: the records of one unit, as staff read them. */
export default function UnitRecordsScreen({ params }: ScreenProps) {
  const unit = params["unit"]!;
  const from = useLoad((signal) => api<RecordList>("GET", recordsPath(unit), undefined, { signal }), [unit]);
  return (
    <Screen
      title={from.value ? `${from.value.unit.name}的集中学习记录` : "集中学习记录"}
      actions={
        <a class="button plain" href={href("/unit-study")}>
          返回
        </a>
      }
    >
      <Load from={from}>
        {(list) =>
          list.items.length === 0 ? (
            <Empty title="这个单位还没有记录" hint="可以在“单位学习”里提醒它。" />
          ) : (
            <Records list={list} from={from} unit={unit} />
          )
        }
      </Load>
    </Screen>
  );
}
