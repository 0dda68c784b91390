// 海林党建网（演示）：公告滚动、选项卡、日期
function showDate() {
  var now = new Date();
  document.write("今天是" + now.getFullYear() + "年" + (now.getMonth() + 1) + "月" + now.getDate() + "日 星期" + "日一二三四五六".charAt(now.getDay()));
}
$(function () {
  var roll = $(".roll"), list = roll.find("ul"), count = list.find("li").length, row = 0, stopped = false;
  list.append(list.find("li:first").clone());
  roll.hover(function () { stopped = true; }, function () { stopped = false; });
  setInterval(function () {
    if (stopped) return;
    row = row + 1;
    roll.animate({ scrollTop: row * 22 }, 500, function () {
      if (row == count) roll.scrollTop(row = 0);
    });
  }, 3000);
  $(".tabs a").mouseover(function () {
    var index = $(this).index();
    $(this).addClass("on").siblings().removeClass("on");
    $(this).closest(".panel").find(".tab").hide().eq(index).show();
  });
  $(".tabs a, .js-home").click(function () { return false; });
  $(".js-home").click(function () { alert("演示页面：此功能不可用"); });
});
